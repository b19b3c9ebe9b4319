import { UnknownValue, Value } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { instanceType } from "@aip/facts/instance-types.ts";
import { texts } from "../world/pod.ts";
import { efaInterfaces } from "./devices.ts";
import type { CapacityType, PlannedPool } from "./node-pool.ts";
import { shapesOf, zonesOfSubnets } from "./pool-parts.ts";

export const nodeGroupType = "aws:eks/nodeGroup:NodeGroup";

const effects: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};

const capacityTypes: Readonly<Record<string, CapacityType>> = { SPOT: "spot", CAPACITY_BLOCK: "reserved" };

const gibibyte = 2 ** 30;

/** A managed node group as a pool. Its nodes are spread evenly over the zones of its subnets. */
export function managedPool(stack: StackView, view: ResourceView): Omit<PlannedPool, "urn"> {
  const template = templateOf(stack, view);
  const own = view.at("instanceTypes").texts();
  // A Capacity Block has its one type in the launch template.
  const names = own.length > 0 ? own : template.at("instanceType").texts();
  const labels = texts(view.at("labels"));
  const userData = Buffer.from(template.at("userData").text() ?? "", "base64").toString("utf8");
  const bottlerocket = view.at("amiType").text()?.startsWith("BOTTLEROCKET") === true;
  const maxPods = /"max-?pods"\s*[:=]\s*(\d+)/i.exec(userData)?.[1];
  const scaling = view.at("scalingConfig");
  return {
    name: labels["ai-platform/pool"] ?? view.name,
    kind: "managed",
    taints: view
      .at("taints")
      .list()
      .map((taint) => ({
        key: taint.at("key").text() ?? "",
        value: taint.at("value").text() ?? "",
        effect: effects[taint.at("effect").text() ?? ""] ?? "",
      })),
    shapes: shapesOf({
      kind: "managed",
      types: names.flatMap((name) => instanceType(name) ?? []),
      zones: zonesOfSubnets(stack, view.at("subnetIds").list()),
      capacityTypes: [capacityTypes[view.at("capacityType").text() ?? ""] ?? "on-demand"],
      labels,
      userData,
      operatingSystem: bottlerocket ? "bottlerocket" : "al2023",
      maxPods: maxPods === undefined ? undefined : Number(maxPods),
      volumeBytes: gibibyte * volumeGiB(view, template, bottlerocket ? "/dev/xvdb" : "/dev/xvda"),
      localDisks: /RAID0|ephemeral-storage/.test(userData),
      efaInterfaces: efaInterfaces(template.at("networkInterfaces")),
    }),
    desired: scaling.at("desiredSize").number() ?? scaling.at("minSize").number() ?? 0,
    max: scaling.at("maxSize").number() ?? 0,
    limits: {},
  };
}

/** The launch template of a group; absent where it has none. */
function templateOf(stack: StackView, view: ResourceView): Pick<Value, "at"> {
  const reference = view.at("launchTemplate");
  if (!reference.isSet) return Value.of(undefined);
  const id = reference.at("id");
  const known = view.resource.propertyDependencies?.launchTemplate ?? view.resource.dependsOn;
  const template = stack
    .ofType("aws:ec2/launchTemplate:LaunchTemplate")
    .find(({ urn, resource }) => (id.isUnknown ? known.includes(urn) : resource.id === id.text()));
  if (!template) throw new UnknownValue(`launch template of ${view.name}`);
  return template;
}

/** The size of the volume that pods are on; 20 GiB where nothing says it (https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html). */
function volumeGiB(view: ResourceView, template: Pick<Value, "at">, device: string): number {
  const mapping = template
    .at("blockDeviceMappings")
    .list()
    .find((each) => each.at("deviceName").text() === device);
  return mapping?.at("ebs", "volumeSize").number() ?? view.at("diskSize").number() ?? 20;
}
