import { z } from "zod";
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
  /** Key of the control plane's logs and of Kubernetes secrets; other layers have their own. */
  clusterKeyArn: value.arn("kms"),
  /** Log group of the control plane: api, audit, authenticator, controllerManager, scheduler. */
  controlPlaneLogGroup: value.text,
  /** Security group of the control plane and, by default, of the nodes. */
  clusterSecurityGroupId: value.securityGroupId,
  nodeRoleArn: value.arn("iam"),
  /**
   * The node pools by name. A workload chooses one by the node label `ai-platform/pool`, or a kind of them by
   * `ai-platform/purpose`; nodes with an accelerator carry the taint `nvidia.com/gpu` or `aws.amazon.com/neuron`, those of
   * purpose `platform` the taint `ai-platform/purpose`.
   */
  nodePools: z.record(
    value.text,
    z.strictObject({
      kind: z.enum(["managed", "karpenter"]),
      purpose: z.enum(["system", "platform", "general", "inference", "training"]),
      accelerator: z.enum(["none", "nvidia", "neuron"]),
    }),
  ),
  /** Encrypted gp3 volumes for one node at a time. */
  blockStorageClass: value.text,
  /** Encrypted EFS for many readers and writers; null where the environment has none. */
  sharedStorageClass: value.text.nullable(),
  /** Gateway class of the Gateway API implementation. */
  gatewayClass: value.text,
});
