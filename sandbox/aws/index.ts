import type { Models } from "../core/model.ts";
import { acm } from "./acm.ts";
import { backup } from "./backup.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { detectors } from "./detectors.ts";
import { ec2 } from "./ec2.ts";
import { ec2Compute } from "./ec2-compute.ts";
import { ecr } from "./ecr.ts";
import { efs } from "./efs.ts";
import { eks } from "./eks.ts";
import { elasticache } from "./elasticache.ts";
import { events } from "./events.ts";
import { iam } from "./iam.ts";
import { kms } from "./kms.ts";
import { rds } from "./rds.ts";
import { s3 } from "./s3.ts";
import { secretsmanager } from "./secretsmanager.ts";
import { sns } from "./sns.ts";
import { sqs } from "./sqs.ts";
import { wafv2 } from "./wafv2.ts";

export { awsInvokes } from "./invokes.ts";

/** All AWS types the platform uses, one file per service. */
export const awsModels: Models = {
  ...wafv2,
  ...detectors,
  ...cloudtrail,
  ...acm,
  ...cloudwatch,
  ...ec2,
  ...ec2Compute,
  ...backup,
  ...efs,
  ...eks,
  ...events,
  ...sqs,
  ...ecr,
  ...elasticache,
  ...iam,
  ...kms,
  ...rds,
  ...s3,
  ...secretsmanager,
  ...sns,
};
