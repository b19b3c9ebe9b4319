import { instanceType } from "@aip/facts/instance-types.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

type Inputs = Record<string, unknown>;

const list = (value: unknown): Inputs[] => (Array.isArray(value) ? (value as Inputs[]) : []);

const volumeTypes = ["gp2", "gp3", "io1", "io2", "st1", "sc1", "standard"];
const interfaceTypes = ["interface", "efa", "efa-only"];

function checkTemplate(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { instanceType: type, userData, metadataOptions, instanceMarketOptions, placement } = planned.inputs;
  if (typeof type === "string" && !instanceType(type))
    report("instanceType", type, "an instance type that exists");
  if (typeof userData === "string") {
    const decoded = Buffer.from(userData, "base64");
    if (decoded.toString("base64") !== userData) report("userData", userData, "text in base64");
    else if (decoded.length > 16384) report("userData", `${decoded.length} bytes`, "at most 16384 bytes");
  }
  const hops = (metadataOptions as Inputs | undefined)?.httpPutResponseHopLimit;
  if (typeof hops === "number" && (hops < 1 || hops > 64)) {
    report("metadataOptions.httpPutResponseHopLimit", hops, "1 to 64");
  }
  const market = (instanceMarketOptions as Inputs | undefined)?.marketType;
  if (market !== undefined && market !== "spot" && market !== "capacity-block") {
    report("instanceMarketOptions.marketType", market, "spot or capacity-block");
  }
  const group = (placement as Inputs | undefined)?.groupName;
  if (typeof group === "string" && !cloud.has(group)) {
    report("placement.groupName", group, "the name of a placement group that exists");
  }
  checkVolumes(planned, report);
  checkInterfaces(planned, report);
}

function checkVolumes(planned: PlannedResource, report: Report): void {
  for (const [index, mapping] of list(planned.inputs.blockDeviceMappings).entries()) {
    const path = `blockDeviceMappings[${index}].ebs`;
    const { volumeType, volumeSize, throughput, iops } = (mapping.ebs ?? {}) as Inputs;
    if (volumeType !== undefined && !volumeTypes.includes(String(volumeType))) {
      report(`${path}.volumeType`, volumeType, volumeTypes.join(", "));
    }
    if (volumeType !== "gp3") continue;
    const between = (property: string, found: unknown, least: number, most: number) => {
      if (typeof found === "number" && (found < least || found > most)) {
        report(`${path}.${property}`, found, `${least} to ${most} for gp3`);
      }
    };
    between("volumeSize", volumeSize, 1, 65536);
    between("throughput", throughput, 125, 2000);
    between("iops", iops, 3000, 80000);
    // gp3 gives at most a quarter of a MiB/s for each operation a second.
    if (typeof throughput === "number" && typeof iops === "number" && throughput > iops / 4) {
      report(`${path}.throughput`, throughput, `at most ${iops / 4} MiB/s with ${iops} IOPS`);
    }
  }
}

function checkInterfaces(planned: PlannedResource, report: Report): void {
  const taken = new Set<string>();
  for (const [index, each] of list(planned.inputs.networkInterfaces).entries()) {
    const path = `networkInterfaces[${index}]`;
    const { interfaceType, networkCardIndex = 0, deviceIndex = 0 } = each;
    if (interfaceType !== undefined && !interfaceTypes.includes(String(interfaceType))) {
      report(`${path}.interfaceType`, interfaceType, interfaceTypes.join(", "));
    }
    const place = `card ${String(networkCardIndex)}, device ${String(deviceIndex)}`;
    if (taken.has(place)) report(path, place, "a card and device that no other interface has");
    taken.add(place);
  }
}

export const ec2Compute: Models = {
  "aws:ec2/launchTemplate:LaunchTemplate": {
    name: {
      property: "name",
      maxLength: 128,
      pattern: /^[\w().\-/]{3,}$/,
      allowed: "letters, digits and ()._-/, at least 3",
      unique: "account",
    },
    id: (planned) => `lt-${planned.hex(17)}`,
    arn: (planned) => `arn:aws:ec2:${planned.region}:${planned.account}:launch-template/${planned.id}`,
    check: checkTemplate,
    outputs: () => ({ latestVersion: 1, defaultVersion: 1 }),
  },
  "aws:ec2/placementGroup:PlacementGroup": {
    name: {
      property: "name",
      maxLength: 255,
      pattern: /^[\x20-\x7e]+$/,
      allowed: "printable characters",
      unique: "account",
    },
    arn: (planned) => `arn:aws:ec2:${planned.region}:${planned.account}:placement-group/${planned.id}`,
    mayPreexist: true,
    required: ["strategy"],
    replaceOn: ["strategy", "partitionCount", "spreadLevel"],
    check: (planned, _, report) => {
      const { strategy } = planned.inputs;
      if (strategy !== undefined && !["cluster", "partition", "spread"].includes(String(strategy))) {
        report("strategy", strategy, "cluster, partition or spread");
      }
    },
    outputs: (planned) => ({ placementGroupId: `pg-${planned.hex(17)}` }),
  },
};
