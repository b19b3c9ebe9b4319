import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import type { OnlineStore } from "./feature-store-config.ts";
import { bucketStatements, type ServiceContext } from "./service.ts";

/** What Feast keeps its features and their definitions in. */
export interface FeastStores {
  /** Name of the feature repository: lower-case letters, digits and underscores. */
  readonly project: string;
  /** Bucket with the definitions, as Python files below `feast/<project>`. */
  readonly definitionsBucket: pulumi.Input<string>;
  /** Bucket of the Parquet files, and of the registry's file for clients below `feast/<project>`. */
  readonly offlineBucket: pulumi.Input<string>;
  /** Where features are read online. */
  readonly online: OnlineStore;
  /** Account of the online tables in DynamoDB. */
  readonly accountId: pulumi.Input<string>;
}

type Stores = FeastStores & { readonly context: ServiceContext };

/** Where Feast keeps what is neither in the registry nor online. */
export function featureStorage({ project, definitionsBucket, offlineBucket }: FeastStores) {
  const prefix = `feast/${project}`;
  return {
    /** Address below which the definitions are. */
    definitions: pulumi.interpolate`s3://${definitionsBucket}/${prefix}`,
    /** Address of the registry's file for clients. */
    registryFile: pulumi.interpolate`s3://${offlineBucket}/${prefix}/registry.db`,
    registry: { bucket: offlineBucket, prefix },
  };
}

const reads = ["dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query"];
const writes = ["dynamodb:BatchWriteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const tables = [
  "dynamodb:CreateTable",
  "dynamodb:DeleteTable",
  "dynamodb:ListTagsOfResource",
  "dynamodb:TagResource",
  "dynamodb:UntagResource",
];

/** What the server may do in AWS: read features online, and write those that are pushed to it. */
export const serverStatements = (stores: Stores): Statement[] => onTables(stores, [...reads, ...writes]);

/** What the job may do: read definitions and the offline store, publish the registry, make and fill the tables. */
export const jobStatements = (stores: Stores): Statement[] => {
  const { definitionsBucket, offlineBucket, project, context } = stores;
  const prefix = `feast/${project}`;
  const accesses = [
    { bucket: definitionsBucket, prefix, access: "read" },
    { bucket: offlineBucket, access: "read" },
    { bucket: offlineBucket, prefix, access: "write" },
  ] as const;
  return [
    ...accesses.flatMap((access) => bucketStatements(access, context.dataKeyArn)),
    ...onTables(stores, [...reads, ...writes, ...tables]),
  ];
};

const onTables = (
  { online, context, accountId, project }: Stores,
  actions: readonly string[],
): Statement[] =>
  online.kind === "dynamodb"
    ? [
        {
          actions,
          resources: [pulumi.interpolate`arn:aws:dynamodb:${context.region}:${accountId}:table/${project}.*`],
        },
      ]
    : [];
