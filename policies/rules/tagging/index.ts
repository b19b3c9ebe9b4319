import type { Rule } from "../../rule.ts";
import { awsRequiredTags } from "./aws-required-tags.ts";
import { awsTagValues } from "./aws-tag-values.ts";
import { ec2LaunchTags } from "./ec2-launch-tags.ts";
import { kubernetesLabelsSet } from "./kubernetes-labels-set.ts";
import { rdsSnapshotTags } from "./rds-snapshot-tags.ts";

export const taggingRules: readonly Rule[] = [
  awsRequiredTags,
  awsTagValues,
  ec2LaunchTags,
  kubernetesLabelsSet,
  rdsSnapshotTags,
];
