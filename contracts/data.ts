import { z } from "zod";
import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the data layer hands over: buckets, databases and the parts of the feature store. Never a password. */
export const data = defineContract("data", {
  dataKeyArn: value.arn("kms"),
  /** Buckets of the lake by zone: raw, curated, features. */
  lakeBuckets: z.record(value.text, value.text),
  /** Bucket that takes server access logs; buckets of other layers may log to it too. */
  accessLogsBucket: value.text,
  modelsBucket: value.text,
  artifactsBucket: value.text,
  /** Of PostgreSQL; null, like the rest of it, where no service keeps a database. */
  databaseHost: value.text.nullable(),
  databasePort: z.number().nullable(),
  databaseSecurityGroupId: value.securityGroupId.nullable(),
  /** Secrets Manager secret that RDS keeps the master password in, and rotates. */
  databaseMasterSecretArn: value.arn("secretsmanager").nullable(),
  /** Database of each service on the instance, by service name. */
  databaseNames: z.record(value.text, value.text),
  /** Secrets Manager secret with username and password of each service, by service name. */
  databaseSecretArns: z.record(value.text, value.arn("secretsmanager")),
  /** Bucket of the offline store: the features zone of the lake. */
  featureOfflineBucket: value.text,
  /** Null where the feature store is off. */
  featureOnlineStore: z.enum(["dynamodb", "elasticache"]).nullable(),
  /** Host of the online store; null for DynamoDB, which needs none. */
  featureOnlineHost: value.text.nullable(),
  featureOnlinePort: z.number().nullable(),
  /** Secrets Manager secret with the password of the online store; null for DynamoDB, which uses IAM. */
  featureOnlineSecretArn: value.arn("secretsmanager").nullable(),
  /** Repositories of the platform's own images, by image name. */
  imageRepositories: z.record(value.text, value.text),
  /** Role of each team's pods, which is that of the service account `team` in its namespace. */
  teamRoleArns: z.record(value.text, value.arn("iam")),
  /** Repositories of the teams' own images, by team and image name. */
  teamImageRepositories: z.record(value.text, z.record(value.text, value.text)),
});
