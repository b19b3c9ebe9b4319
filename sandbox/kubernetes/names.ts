import type { Report } from "../core/model.ts";
import { dnsLabel, dnsSubdomain } from "./formats.ts";

const rfc1035Label = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** Kinds whose names may be any path segment, such as `system:node-reader`. */
const pathSegment = new Set(["Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding"]);

function rule(kind: string): { legal: (name: string) => boolean; allowed: string } {
  if (pathSegment.has(kind)) {
    return {
      legal: (name) => name !== "." && name !== ".." && !/[/%]/.test(name),
      allowed: "a name without / and %",
    };
  }
  if (kind === "Service") {
    return {
      legal: (name) => rfc1035Label.test(name),
      allowed: "at most 63 lower-case letters, digits and dashes, starting with a letter",
    };
  }
  if (kind === "Namespace") {
    return {
      legal: (name) => dnsLabel.test(name),
      allowed: "at most 63 lower-case letters, digits and dashes",
    };
  }
  return {
    legal: (name) => name.length <= 253 && dnsSubdomain.test(name),
    allowed:
      "at most 253 lower-case letters, digits, dashes and dots, starting and ending with a letter or digit",
  };
}

/** Name and namespace of an object. */
export function checkNames(
  manifest: Readonly<Record<string, unknown>>,
  kind: string,
  namespaced: boolean,
  report: Report,
): void {
  const metadata = manifest.metadata;
  if (metadata === null || typeof metadata !== "object") {
    if (!("metadata" in manifest) || metadata === null)
      report("metadata.name", undefined, "a name; it is required");
    return;
  }
  const { name, namespace } = metadata as Readonly<Record<string, unknown>>;
  const named = "name" in metadata || "generateName" in metadata;
  if (!named) report("metadata.name", undefined, "a name; it is required");
  const { legal, allowed } = rule(kind);
  if (typeof name === "string" && !legal(name)) report("metadata.name", name, allowed);
  // The namespace of an object that is in none the API server drops.
  if (typeof namespace === "string" && namespaced && !dnsLabel.test(namespace)) {
    report("metadata.namespace", namespace, rule("Namespace").allowed);
  }
}
