import type { CloudView } from "../core/cloud.ts";
import type { Draft, Report } from "../core/model.ts";

/** An id of EC2's form: a prefix and 17 hexadecimal digits. */
export const ec2Id = (prefix: string) => (draft: Draft) => `${prefix}-${draft.hex(17)}`;

export const ec2Arn = (path: string) => (draft: Draft) =>
  `arn:aws:ec2:${draft.region}:${draft.account}:${path}/${draft.id}`;

/** The VPC that a resource stands in, by its own id. */
export const vpcOf = (cloud: CloudView, id: unknown): unknown =>
  typeof id === "string" ? cloud.find(id)?.outputs.vpcId : undefined;

/** Reports a property whose resource stands in another VPC than the one given. */
export function checkSameVpc(
  property: string,
  id: unknown,
  vpcId: unknown,
  cloud: CloudView,
  report: Report,
): void {
  const other = vpcOf(cloud, id);
  if (typeof vpcId === "string" && typeof other === "string" && other !== vpcId) {
    report(property, id, `one that stands in ${vpcId}; this one stands in ${other}`);
  }
}
