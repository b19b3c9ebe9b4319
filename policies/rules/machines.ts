import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";

const karpenterPool = "kubernetes:karpenter.sh/v1:NodePool";

/** Where each type says which machines it may run on. Texts are types or families. */
const machineProperties: Readonly<Record<string, (view: ResourceView) => Value[]>> = {
  "aws:ec2/instance:Instance": (view) => [view.at("instanceType")],
  "aws:ec2/launchTemplate:LaunchTemplate": (view) => [view.at("instanceType")],
  "aws:ec2/launchConfiguration:LaunchConfiguration": (view) => [view.at("instanceType")],
  "aws:autoscaling/group:Group": (view) =>
    view
      .at("mixedInstancesPolicy", "launchTemplate", "overrides")
      .list()
      .map((override) => override.at("instanceType")),
  "aws:eks/nodeGroup:NodeGroup": (view) => [view.at("instanceTypes")],
  "eks:index:ManagedNodeGroup": (view) => [view.at("instanceTypes")],
  "eks:index:NodeGroupV2": (view) => [view.at("instanceType")],
  "eks:index:Cluster": (view) => [view.at("instanceType"), view.at("nodeGroupOptions", "instanceType")],
  "aws:rds/instance:Instance": (view) => [view.at("instanceClass")],
  "aws:rds/clusterInstance:ClusterInstance": (view) => [view.at("instanceClass")],
  "aws:elasticache/replicationGroup:ReplicationGroup": (view) => [view.at("nodeType")],
  "aws:elasticache/cluster:Cluster": (view) => [view.at("nodeType")],
  "aws:msk/cluster:Cluster": (view) => [view.at("brokerNodeGroupInfo", "instanceType")],
  "aws:opensearch/domain:Domain": (view) => [
    view.at("clusterConfig", "instanceType"),
    view.at("clusterConfig", "dedicatedMasterType"),
  ],
  "aws:sagemaker/notebookInstance:NotebookInstance": (view) => [view.at("instanceType")],
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": (view) =>
    view
      .at("productionVariants")
      .list()
      .map((variant) => variant.at("instanceType")),
  [karpenterPool]: (view) =>
    view
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
export const machinesOf = (view: ResourceView): readonly Value[] =>
  machineProperties[view.type]?.(view) ?? [];

/** The EC2 family behind a name: `m7i` of `m7i.large`, `db.m7i.large`, `ml.m7i.large`, `m7i.large.search` and `m7i`. */
export const familyOf = (name: string): string =>
  name.replace(/^(db|cache|ml|kafka|express)\./, "").split(".")[0] ?? "";
