import type { Value } from "@aip/common/value.ts";
import type { Subject } from "../rule.ts";

const karpenterPool = "kubernetes:karpenter.sh/v1:NodePool";

/** Where each type says which machines it may run on. Texts are types or families. */
const machineProperties: Readonly<Record<string, (subject: Subject) => Value[]>> = {
  "aws:ec2/instance:Instance": (subject) => [subject.at("instanceType")],
  "aws:ec2/launchTemplate:LaunchTemplate": (subject) => [subject.at("instanceType")],
  "aws:ec2/launchConfiguration:LaunchConfiguration": (subject) => [subject.at("instanceType")],
  "aws:autoscaling/group:Group": (subject) =>
    subject
      .at("mixedInstancesPolicy", "launchTemplate", "overrides")
      .list()
      .map((override) => override.at("instanceType")),
  "aws:eks/nodeGroup:NodeGroup": (subject) => [subject.at("instanceTypes")],
  "eks:index:ManagedNodeGroup": (subject) => [subject.at("instanceTypes")],
  "eks:index:NodeGroupV2": (subject) => [subject.at("instanceType")],
  "eks:index:Cluster": (subject) => [
    subject.at("instanceType"),
    subject.at("nodeGroupOptions", "instanceType"),
  ],
  "aws:rds/instance:Instance": (subject) => [subject.at("instanceClass")],
  "aws:rds/clusterInstance:ClusterInstance": (subject) => [subject.at("instanceClass")],
  "aws:elasticache/replicationGroup:ReplicationGroup": (subject) => [subject.at("nodeType")],
  "aws:elasticache/cluster:Cluster": (subject) => [subject.at("nodeType")],
  "aws:msk/cluster:Cluster": (subject) => [subject.at("brokerNodeGroupInfo", "instanceType")],
  "aws:opensearch/domain:Domain": (subject) => [
    subject.at("clusterConfig", "instanceType"),
    subject.at("clusterConfig", "dedicatedMasterType"),
  ],
  "aws:sagemaker/notebookInstance:NotebookInstance": (subject) => [subject.at("instanceType")],
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": (subject) =>
    subject
      .at("productionVariants")
      .list()
      .map((variant) => variant.at("instanceType")),
  [karpenterPool]: (subject) =>
    subject
      .at("spec", "template", "spec", "requirements")
      .list()
      .filter(
        (requirement) =>
          ["node.kubernetes.io/instance-type", "karpenter.k8s.aws/instance-family"].includes(
            requirement.at("key").text() ?? "",
          ) && requirement.at("operator").text() === "In",
      )
      .map((requirement) => requirement.at("values")),
};

/** The types that run on machines of a kind that is chosen. */
export const machineTypes: readonly string[] = Object.keys(machineProperties);

/** The properties that name machine types, each with one text or several. */
export const machinesOf = (subject: Subject): readonly Value[] =>
  machineProperties[subject.type]?.(subject) ?? [];

/** The EC2 family behind a name: `m7i` of `m7i.large`, `db.m7i.large`, `ml.m7i.large`, `m7i.large.search` and `m7i`. */
export const familyOf = (name: string): string =>
  name.replace(/^(db|cache|ml|kafka|express)\./, "").split(".")[0] ?? "";
