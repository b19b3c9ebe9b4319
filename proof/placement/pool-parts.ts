import { UnknownValue, type Value } from "@aip/common/value.ts";
import type { StackView } from "@aip/common/view/view.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";
import { allocatableOf, capacityOf, type NodeSettings } from "./allocatable.ts";
import { devicesOf, sharingOf } from "./devices.ts";
import { nodeLabels } from "./node-labels.ts";
import type { CapacityType, NodeShape, PlannedPool } from "./node-pool.ts";

/** What a pool is read from, whoever makes its nodes. */
export interface PoolParts {
  readonly kind: PlannedPool["kind"];
  readonly types: readonly InstanceType[];
  readonly zones: readonly string[];
  readonly capacityTypes: readonly CapacityType[];
  /** Labels that the pool gives its nodes. */
  readonly labels: Readonly<Record<string, string>>;
  /** User data in the clear. */
  readonly userData: string;
  readonly operatingSystem: "al2023" | "bottlerocket";
  /** Undefined: as many as the type's addresses suffice for. */
  readonly maxPods: number | undefined;
  /** Bytes of the volume that pods are on, where no local disks take its place. */
  readonly volumeBytes: number;
  /** Whether local disks, where a type has them, take the place of that volume. */
  readonly localDisks: boolean;
  readonly efaInterfaces: number;
}

const gigabyte = 1e9;

/** Every node that the parts allow: each type in each zone, bought in each way. */
export const shapesOf = (parts: PoolParts): readonly NodeShape[] =>
  parts.types.flatMap((type) => {
    const maxPods = parts.maxPods ?? type.maxPods;
    const settings: NodeSettings = {
      maxPods,
      reservedPods: parts.operatingSystem === "al2023" ? type.maxPods : maxPods,
      storageBytes:
        parts.localDisks && type.localNvmeGB > 0 ? type.localNvmeGB * gigabyte : parts.volumeBytes,
      devices: devicesOf(type, sharingOf(parts.labels, parts.userData), parts.efaInterfaces),
    };
    const capacity = capacityOf(type, settings);
    const allocatable = allocatableOf(capacity, settings);
    return parts.zones.flatMap((zone) =>
      parts.capacityTypes.map((capacityType) => ({
        type,
        zone,
        capacityType,
        labels: nodeLabels(parts.labels, parts.kind, { type, zone, capacityType }),
        capacity,
        allocatable,
      })),
    );
  });

/**
 * The zones of subnets, in their order.
 *
 * @throws UnknownValue naming the first id that is not known, or no subnet of the plan.
 */
export const zonesOfSubnets = (stack: StackView, ids: readonly Value[]): readonly string[] => [
  ...new Set(
    ids.map((id) => {
      const subnet = stack
        .ofType("aws:ec2/subnet:Subnet")
        .find(({ resource }) => resource.id !== undefined && resource.id === id.text());
      const zone = subnet?.at("availabilityZone").text();
      if (zone === undefined) throw new UnknownValue(`zone of subnet ${id.text()}`);
      return zone;
    }),
  ),
];
