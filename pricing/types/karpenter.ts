import { Value } from "@aip/common/value.ts";
import type { InstanceType } from "@aip/facts/instance-types.ts";
import type { Pricers, PricingContext } from "../model/pricer.ts";
import type { PriceItem } from "../model/report.ts";
import type { Sheet } from "../model/sheet.ts";
import type { Figure } from "../tables/figure.ts";
import { addDisks, diskAt } from "./ebs.ts";
import { limitsOf, nodesWithin } from "./pool-limits.ts";
import { allowedTypes } from "./pool-types.ts";
import { gibibytes, quantity } from "./quantity.ts";

interface Choice {
  readonly type: InstanceType;
  readonly figure: Figure;
  /** Nodes within the limits, as a fraction. */
  readonly nodes: number;
}

/** The disks of each node, from the node class the pool names; one root disk of 20 GiB where it says nothing. */
function addNodeDisks(
  sheet: Sheet,
  pool: Value,
  context: PricingContext,
  expected: number,
  maximum: number | null,
  kind: PriceItem["kind"],
): void {
  const name = pool.at("template", "spec", "nodeClassRef", "name").raw();
  const nodeClass = context
    .ofType("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")
    .map(({ inputs }) => Value.of(inputs))
    .find((inputs) => inputs.at("metadata", "name").raw() === name);
  const mappings = nodeClass?.at("spec", "blockDeviceMappings").list() ?? [];
  const disks = mappings.map((mapping) => {
    const disk = mapping.at("ebs");
    const size = Value.of(gibibytes(disk.at("volumeSize").raw()));
    return diskAt(disk, size, disk.at("volumeType"), { size: 20, type: "gp3" });
  });
  if (disks.length === 0) disks.push({ size: 20, type: "gp3", iops: 0, throughput: 0 });
  for (const disk of disks) addDisks(sheet, "Disks of nodes", disk, expected, maximum, kind);
}

export const karpenter: Pricers = {
  /**
   * A pool is expected to hold a part of its limits (`usage.nodePools`) in the cheapest type it allows, on spot where
   * it allows that. At most it fills its limits with the dearest allowed type, on demand.
   */
  "kubernetes:karpenter.sh/v1:NodePool": (inputs, sheet, _resource, context) => {
    const name = inputs.at("metadata", "name").text() ?? "";
    const spec = inputs.at("spec");
    const limits = limitsOf(spec);
    const { types, capacity } = allowedTypes(spec, sheet.region);
    if (capacity.length > 0 && capacity.every((kind) => kind === "reserved")) {
      sheet.missing(`pool ${name}: its nodes are paid for with their reservations`);
      return;
    }
    const priced = types.flatMap((type): Choice[] => {
      const figure = sheet.ec2(type.name);
      return figure ? [{ type, figure, nodes: nodesWithin(type, limits) }] : [];
    });
    if (priced.length === 0) {
      sheet.missing(
        types.length === 0
          ? `pool ${name}: ${sheet.region} has no instance type that meets its requirements`
          : `pool ${name}: price of ${types[0]?.name}${types.length > 1 ? " and others" : ""} in ${sheet.region}`,
      );
      return;
    }
    if (priced.length < types.length) {
      const names = types.filter((type) => !priced.some((choice) => choice.type === type));
      const some = names.slice(0, 3).map((type) => type.name);
      sheet.missing(
        `pool ${name}: price of ${some.join(", ")}${names.length > 3 ? ` and ${names.length - 3} others` : ""}`,
      );
    }
    const fixed = quantity(spec.at("replicas").raw());
    const atMost = ({ nodes, figure }: Choice): number => Math.floor(fixed ?? nodes) * figure.usd;
    const usable = priced.filter(({ nodes }) => (fixed ?? nodes) >= 1);
    if (usable.length === 0) return;
    const share = sheet.usage.nodePools[name] ?? sheet.usage.nodePoolShare;
    const cost = ({ nodes, figure }: Choice): number =>
      Number.isFinite(nodes) ? nodes * figure.usd : figure.usd / 1e9;
    const cheapest = usable.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    const dearest = usable.reduce((a, b) => (atMost(b) > atMost(a) ? b : a));
    const spot = capacity.includes("spot");
    const bounded = fixed !== undefined || usable.every(({ nodes }) => Number.isFinite(nodes));
    if (!bounded) {
      sheet.missing(`pool ${name} has no limit`);
      return;
    }
    const expected = fixed ?? cheapest.nodes * share;
    const maximum = Math.floor(fixed ?? dearest.nodes);
    const kind = fixed === undefined ? "usage" : "fixed";
    const use = fixed === undefined ? `${Math.round(share * 100)} % of its limits` : "fixed size";
    sheet.hourly(
      "EC2",
      `Pool ${name}: ${cheapest.type.name}${spot ? ", spot" : ""}, ${use}; at most ${maximum} ${dearest.type.name}`,
      cheapest.figure,
      expected,
      { maximum, maximumFigure: dearest.figure, factor: spot ? 1 - sheet.usage.spotDiscount : 1, kind },
    );
    addNodeDisks(sheet, spec, context, expected, maximum, kind);
  },
};
