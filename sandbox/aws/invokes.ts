import type { Invokes } from "../core/model.ts";
import { secretsmanagerInvokes } from "./secretsmanager.ts";

/** The provider functions the platform asks. What an account would answer is that of the simulated one. */
export const awsInvokes: Invokes = {
  ...secretsmanagerInvokes,
  "aws:index/getCallerIdentity:getCallerIdentity": (_, cloud) => ({
    accountId: cloud.account,
    arn: `arn:aws:sts::${cloud.account}:assumed-role/deployer/simulated`,
    userId: "AROASIMULATED:simulated",
    id: cloud.account,
  }),
  "aws:index/getPartition:getPartition": () => ({
    partition: "aws",
    dnsSuffix: "amazonaws.com",
    reverseDnsPrefix: "com.amazonaws",
    id: "aws",
  }),
  "aws:index/getRegion:getRegion": (_, cloud) => ({
    name: cloud.region,
    region: cloud.region,
    id: cloud.region,
    description: cloud.region,
    endpoint: `ec2.${cloud.region}.amazonaws.com`,
  }),
};
