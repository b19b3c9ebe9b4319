import type { PlannedResource, Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";

/** Checks that several services share. Each passes over values that are not known yet. */

/** A number within bounds, both included. */
export function checkRange(
  inputs: Properties,
  property: string,
  least: number,
  most: number,
  unit: string,
  report: Report,
): void {
  const value = inputs[property];
  if (typeof value === "number" && (value < least || value > most)) {
    report(property, value, `${least} to ${most} ${unit}`);
  }
}

/** A name that must belong to something of one type. */
export function checkNamed(
  inputs: Properties,
  property: string,
  type: string,
  cloud: CloudView,
  report: Report,
): void {
  const name = inputs[property];
  if (typeof name === "string" && cloud.read(name, type) === undefined) {
    report(property, name, `the name of a ${type.split(":").at(-1)} that exists`);
  }
}

/** Databases want subnets of one VPC in two zones at least. */
export function checkSubnetGroup(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const ids = planned.inputs.subnetIds;
  if (!Array.isArray(ids) || ids.some((id) => typeof id !== "string")) return;
  const subnets = ids.flatMap((id: string) => cloud.find(id) ?? []);
  if (subnets.length < ids.length) return; // The reference check names the missing ones.
  const zones = new Set(subnets.map(({ inputs }) => inputs.availabilityZone ?? inputs.availabilityZoneId));
  if (zones.size < 2) report("subnetIds", [...zones], "subnets in at least two zones");
  if (new Set(subnets.map(({ inputs }) => inputs.vpcId)).size > 1) {
    report("subnetIds", ids, "subnets of one VPC");
  }
}

/** A JSON document; returns it, or reports and returns nothing. */
export function checkJson(inputs: Properties, property: string, report: Report): Properties | undefined {
  const text = inputs[property];
  if (typeof text !== "string") return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object") return value as Properties;
  } catch {
    // Reported below, with everything else that is no object.
  }
  report(property, text, "a JSON object");
  return undefined;
}
