import type { Models } from "../core/model.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { ec2 } from "./ec2.ts";
import { ecr } from "./ecr.ts";
import { elasticache } from "./elasticache.ts";
import { iam } from "./iam.ts";
import { kms } from "./kms.ts";
import { rds } from "./rds.ts";
import { s3 } from "./s3.ts";
import { secretsmanager } from "./secretsmanager.ts";

export { awsInvokes } from "./invokes.ts";

/** All AWS types the platform uses, one file per service. */
export const awsModels: Models = {
  ...cloudwatch,
  ...ec2,
  ...ecr,
  ...elasticache,
  ...iam,
  ...kms,
  ...rds,
  ...s3,
  ...secretsmanager,
};
