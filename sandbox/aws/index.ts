import type { Models } from "../core/model.ts";
import { acm } from "./acm.ts";
import { backup } from "./backup.ts";
import { budgets } from "./budgets.ts";
import { cloudtrail } from "./cloudtrail.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { config } from "./config.ts";
import { detectors } from "./detectors.ts";
import { ec2 } from "./ec2.ts";
import { ec2Compute } from "./ec2-compute.ts";
import { ec2Connections } from "./ec2-connections.ts";
import { ec2Endpoints } from "./ec2-endpoints.ts";
import { ec2Routing } from "./ec2-routing.ts";
import { ec2SecurityGroups } from "./ec2-security-groups.ts";
import { ecr } from "./ecr.ts";
import { efs } from "./efs.ts";
import { eks } from "./eks.ts";
import { elasticache } from "./elasticache.ts";
import { events } from "./events.ts";
import { iam } from "./iam.ts";
import { kms } from "./kms.ts";
import { rds } from "./rds.ts";
import { route53 } from "./route53.ts";
import { route53Resolver } from "./route53-resolver.ts";
import { s3 } from "./s3.ts";
import { secretsmanager } from "./secretsmanager.ts";
import { sns } from "./sns.ts";
import { sqs } from "./sqs.ts";
import { wafv2 } from "./wafv2.ts";

export { awsInvokes } from "./invokes.ts";

/** All AWS types the platform uses, one file per service. */
export const awsModels: Models = {
  ...budgets,
  ...wafv2,
  ...detectors,
  ...cloudtrail,
  ...acm,
  ...cloudwatch,
  ...config,
  ...ec2,
  ...ec2Compute,
  ...ec2Connections,
  ...ec2Endpoints,
  ...ec2Routing,
  ...ec2SecurityGroups,
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
  ...route53,
  ...route53Resolver,
  ...s3,
  ...secretsmanager,
  ...sns,
};
