import type { PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

/** An id of EC2's form: a prefix and 17 hexadecimal digits. */
export const ec2Id = (prefix: string) => (planned: PlannedResource) => `${prefix}-${planned.hex(17)}`;

export const ec2Arn = (path: string) => (planned: PlannedResource) =>
  `arn:aws:ec2:${planned.region}:${planned.account}:${path}/${planned.id}`;

/** The VPC that a resource is in, by the resource's id. */
export const vpcOf = (cloud: CloudView, id: unknown): unknown =>
  typeof id === "string" ? cloud.find(id)?.outputs.vpcId : undefined;

/** Reports a property whose resource is in another VPC than the one given. */
export function checkSameVpc(
  property: string,
  id: unknown,
  vpcId: unknown,
  cloud: CloudView,
  report: Report,
): void {
  const other = vpcOf(cloud, id);
  if (typeof vpcId === "string" && typeof other === "string" && other !== vpcId) {
    report(property, id, `one that is in ${vpcId}; this one is in ${other}`);
  }
}
