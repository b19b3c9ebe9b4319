import type { Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

/** Reports a role that the AWS service which is to use it may not assume. A role that does not exist is reported elsewhere. */
export function requireTrust(
  property: string,
  roleArn: unknown,
  service: string,
  cloud: CloudView,
  report: Report,
): void {
  const role = typeof roleArn === "string" ? cloud.find(roleArn) : undefined;
  const trust = role?.inputs.assumeRolePolicy;
  if (trust === undefined) return;
  const text = typeof trust === "string" ? trust : JSON.stringify(trust);
  if (!text.includes(`"${service}"`)) report(property, roleArn, `a role that ${service} may assume`);
}
