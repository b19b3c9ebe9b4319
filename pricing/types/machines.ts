import type { Resource } from "@aip/common/resource.ts";
import { Value } from "@aip/common/value.ts";
import type { Pricers, PricingContext } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";
import type { Figure } from "../tables/figure.ts";
import { addDisks, diskAt } from "./ebs.ts";

const launchTemplateType = "aws:ec2/launchTemplate:LaunchTemplate";

/** The inputs of the launch template a group refers to; absent where it has none or it is not of this platform. */
function launchTemplate(
  inputs: Value,
  resource: Resource,
  context: PricingContext,
  path: readonly string[] = ["launchTemplate"],
): Value {
  const reference = inputs.at(...path);
  if (!reference.isSet) return Value.of(undefined);
  const key = ["id", "launchTemplateId", "name", "launchTemplateName"]
    .map((name) => reference.at(name))
    .find((value) => value.isSet && !value.isUnknown);
  const template = context.referred(resource, launchTemplateType, key?.text());
  return Value.of(template?.inputs);
}

/** Machines of one or several allowed types: the first is expected, the dearest is the most it may come to. */
function addMachines(
  sheet: Sheet,
  types: readonly string[],
  counts: { readonly expected: number; readonly maximum: number | null },
  spot: boolean,
): void {
  const figures = types.map((type) => sheet.ec2(type));
  const known = figures.filter((figure): figure is Figure => figure !== undefined);
  const dearest = known.toSorted((a, b) => b.usd - a.usd)[0];
  types.forEach((type, index) => {
    if (figures[index] === undefined && index > 0) sheet.missing(`${type} in ${sheet.region}`);
  });
  const [first] = types;
  sheet.hourly("EC2", `${first}${spot ? ", spot" : ""}`, figures[0], counts.expected, {
    maximum: counts.maximum,
    maximumFigure: dearest,
    factor: spot ? 1 - sheet.usage.spotDiscount : 1,
  });
}

/** The disks of machines: those of the launch template, else one root disk. */
function addRootDisks(
  sheet: Sheet,
  template: Value,
  rootSize: number,
  counts: { readonly expected: number; readonly maximum: number | null },
): void {
  const mappings = template
    .at("blockDeviceMappings")
    .list()
    .map((mapping) => mapping.at("ebs"))
    .filter((disk) => disk.isSet);
  const disks =
    mappings.length > 0
      ? mappings.map((disk) =>
          diskAt(disk, disk.at("volumeSize"), disk.at("volumeType"), { size: rootSize, type: "gp3" }),
        )
      : [{ size: rootSize, type: "gp3", iops: 0, throughput: 0 }];
  for (const disk of disks) addDisks(sheet, "Disks of nodes", disk, counts.expected, counts.maximum);
}

/** Spot in any of the places an instance or a launch template says so. */
const isSpot = (value: Value): boolean =>
  value.at("instanceMarketOptions", "marketType").text() === "spot" || value.at("spotType").isSet;

export const machines: Pricers = {
  "aws:ec2/instance:Instance": (inputs, sheet, resource, context) => {
    const template = launchTemplate(inputs, resource, context);
    const type = inputs.at("instanceType").text() ?? template.at("instanceType").text();
    if (type === undefined) {
      sheet.missing("instance type");
      return;
    }
    addMachines(sheet, [type], { expected: 1, maximum: 1 }, isSpot(inputs) || isSpot(template));
    const root = inputs.at("rootBlockDevice");
    addDisks(
      sheet,
      "Root disk",
      diskAt(root, root.at("volumeSize"), root.at("volumeType"), { size: 8, type: "gp3" }),
      1,
      1,
    );
    for (const device of inputs.at("ebsBlockDevices").list()) {
      const disk = diskAt(device, device.at("volumeSize"), device.at("volumeType"), { size: 8, type: "gp3" });
      addDisks(sheet, "Disk", disk, 1, 1);
    }
    if (inputs.at("associatePublicIpAddress").flag() === true) {
      sheet.service("vpc.publicIpv4.hour", "Public IPv4 address", 1);
    }
    if (inputs.at("monitoring").flag() === true) {
      sheet.service("ec2.detailedMonitoring.metricMonth", "Detailed monitoring", 7);
    }
  },

  "aws:ec2/capacityReservation:CapacityReservation": (inputs, sheet) => {
    // Paid for whether instances run in it or not; those that do are not billed again.
    const type = inputs.at("instanceType").text() ?? "";
    sheet.hourly("EC2", `${type}, reserved`, sheet.ec2(type), inputs.at("instanceCount").number() ?? 0);
  },
  "aws:ec2/capacityBlockReservation:CapacityBlockReservation": (_inputs, sheet) =>
    sheet.missing("Capacity Block: AWS sets the price when it is bought"),

  "aws:autoscaling/group:Group": (inputs, sheet, resource, context) => {
    const mixed = inputs.at("mixedInstancesPolicy");
    const template = mixed.isSet
      ? launchTemplate(inputs, resource, context, [
          "mixedInstancesPolicy",
          "launchTemplate",
          "launchTemplateSpecification",
        ])
      : launchTemplate(inputs, resource, context);
    const overrides = mixed
      .at("launchTemplate", "overrides")
      .list()
      .flatMap((override) => override.at("instanceType").text() ?? []);
    const types = overrides.length > 0 ? overrides : template.at("instanceType").texts();
    if (types.length === 0) {
      sheet.missing("instance type");
      return;
    }
    const maximum = inputs.at("maxSize").number() ?? 0;
    const expected = inputs.at("desiredCapacity").number() ?? inputs.at("minSize").number() ?? 0;
    const onDemandPercent = mixed.at("instancesDistribution", "onDemandPercentageAboveBaseCapacity").number();
    const spot = isSpot(template) || onDemandPercent === 0;
    addMachines(sheet, types, { expected, maximum }, spot);
    addRootDisks(sheet, template, 8, { expected, maximum });
  },

  "aws:eks/nodeGroup:NodeGroup": (inputs, sheet, resource, context) => {
    const template = launchTemplate(inputs, resource, context);
    const own = inputs.at("instanceTypes").texts();
    const fromTemplate = template.at("instanceType").texts();
    const types = own.length > 0 ? own : fromTemplate.length > 0 ? fromTemplate : ["t3.medium"];
    const scaling = inputs.at("scalingConfig");
    const counts = {
      expected: scaling.at("desiredSize").number() ?? scaling.at("minSize").number() ?? 0,
      maximum: scaling.at("maxSize").number() ?? 0,
    };
    const capacity = inputs.at("capacityType").text() ?? "ON_DEMAND";
    if (capacity === "CAPACITY_BLOCK") {
      sheet.missing(`${types[0]} in a Capacity Block: AWS sets the price when it is bought`);
    } else {
      addMachines(sheet, types, counts, capacity === "SPOT");
    }
    addRootDisks(sheet, template, inputs.at("diskSize").number() ?? 20, counts);
  },
};
