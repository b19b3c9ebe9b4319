import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { policyDocument } from "../iam/policy.ts";
import { installChart, objectsOf } from "../kubernetes/chart.ts";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import { onSystemNodes, platformPriority } from "../kubernetes/placement.ts";
import { InterruptionQueue } from "./interruption-queue.ts";
import { karpenterPolicies } from "./karpenter-policy.ts";

export interface KarpenterArgs extends Mirrors {
  /** Name of the EKS cluster; a plain text, because it is part of the keys of IAM conditions. */
  readonly clusterName: string;
  /** ARN of the EKS cluster. */
  readonly clusterArn: pulumi.Input<string>;
  /** AWS region of the cluster. */
  readonly region: string;
  /** IAM role of the nodes, the only one that Karpenter may pass. */
  readonly nodeRoleArn: pulumi.Input<string>;
  /** Controllers, of which one works at a time; 1 or more. Default: 2. */
  readonly replicas?: number | undefined;
  /** Whether it replaces nodes that the node monitoring agent finds broken. Default: false. */
  readonly nodeRepair?: boolean | undefined;
}

const namespace = "kube-system";
const serviceAccount = "karpenter";

/**
 * Karpenter: makes nodes for pending pods, and takes them away again. Its custom resource definitions come from their own
 * chart, because Helm never upgrades those inside a chart. It runs on the system nodes, never on nodes it made itself, and
 * its identity exists before its pods.
 *
 * Price: that of the nodes it makes, bounded by the limits of each pool; the queue is under 0.10 USD a month.
 *
 * @example
 * import { Karpenter, NodeRole } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const clusterName = config.require("clusterName");
 * const role = new NodeRole("nodes", { accessTo: clusterName });
 * new Karpenter("karpenter", {
 *   clusterName,
 *   clusterArn: config.require("clusterArn"),
 *   region: "us-east-1",
 *   nodeRoleArn: role.roleArn,
 * });
 */
export class Karpenter extends pulumi.ComponentResource {
  /**
   * What node pools depend on. At teardown they and their nodes go first, while the controller still lives to remove the
   * finalizers.
   */
  readonly ready: pulumi.Output<pulumi.Resource[]>;

  constructor(name: string, args: KarpenterArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:cluster:Karpenter", name, {}, options);
    const parent = { parent: this };
    const queue = new InterruptionQueue(`${name}-interruption`, {}, parent);
    const account = aws.getCallerIdentityOutput({}, parent);
    const partition = aws.getPartitionOutput({}, parent);
    const policies = Object.entries(
      karpenterPolicies({
        clusterName: args.clusterName,
        clusterArn: args.clusterArn,
        region: args.region,
        partition: partition.partition,
        accountId: account.accountId,
        nodeRoleArn: args.nodeRoleArn,
        queueArn: queue.queueArn,
      }),
    ).map(
      ([part, statements]) =>
        new aws.iam.Policy(`${name}-${part}`, { policy: policyDocument(statements) }, parent),
    );
    const identity = new PodIdentity(
      `${name}-identity`,
      {
        clusterName: args.clusterName,
        namespace,
        serviceAccount,
        managedPolicyArns: policies.map((policy) => policy.arn),
      },
      parent,
    );
    const definitions = installChart(
      `${name}-crd`,
      { chart: "karpenter-crd", namespace, values: {}, mirrors: args },
      parent,
    );
    const controller = installChart(
      name,
      {
        chart: "karpenter",
        namespace,
        skipCrds: true,
        priorityClass: platformPriority.cluster,
        mirrors: args,
        values: karpenterValues(args, queue.queueName),
      },
      { ...parent, dependsOn: [identity, definitions] },
    );
    this.ready = pulumi.all([objectsOf(definitions), objectsOf(controller)]).apply((lists) => lists.flat());
    this.registerOutputs({});
  }
}

function karpenterValues(args: KarpenterArgs, interruptionQueue: pulumi.Input<string>) {
  return {
    replicas: args.replicas ?? 2,
    serviceAccount: { name: serviceAccount },
    settings: {
      clusterName: args.clusterName,
      interruptionQueue,
      // The control plane's version and endpoint come from the EKS API, not from a probe of the cluster.
      eksControlPlane: true,
      featureGates: { reservedCapacity: true, nodeRepair: args.nodeRepair ?? false },
    },
    controller: {
      resources: { requests: { cpu: "500m", memory: "768Mi" }, limits: { memory: "768Mi" } },
    },
    nodeSelector: { "kubernetes.io/os": "linux", ...onSystemNodes.nodeSelector },
  };
}
