import { defineContract } from "./define.ts";
import * as value from "./values.ts";

/** What the cluster layer hands over: how to reach the cluster, and the names that workloads need on it. */
export const cluster = defineContract("cluster", {
  clusterName: value.text,
  clusterArn: value.arn("eks"),
  clusterEndpoint: value.url,
  /** Base64, as the EKS API gives it. */
  certificateAuthority: value.text,
  kubernetesVersion: value.text,
  /** Security group of the control plane and, by default, of the nodes. */
  clusterSecurityGroupId: value.securityGroupId,
  nodeRoleArn: value.arn("iam"),
  /** Encrypted gp3 volumes for one node at a time. */
  blockStorageClass: value.text,
  /** Encrypted EFS for many readers and writers; null where the environment has none. */
  sharedStorageClass: value.text.nullable(),
  /** Gateway class of the Gateway API implementation. */
  gatewayClass: value.text,
});
