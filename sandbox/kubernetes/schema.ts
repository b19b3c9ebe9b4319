import { definition, kindSchema } from "@aip/facts/kubernetes/schemas.ts";
import type { Problem, Report } from "../core/model.ts";
import { checkNames } from "./names.ts";
import { check } from "./schema-check.ts";
import { checkSemantics } from "./semantics.ts";

const objectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/**
 * Everything an API server would refuse about an object, with the custom resource definitions of the platform's charts
 * installed: an unknown kind, unknown fields, wrong types, missing fields, values outside of what is allowed, illegal
 * names, labels and quantities, and the rules that span several fields of workloads. A value that is `undefined` is not
 * known yet and passed over. Rules that are written in CEL are not evaluated; the tests ask a real API server.
 */
export function problems(manifest: Readonly<Record<string, unknown>>): Problem[] {
  const found: Problem[] = [];
  const report: Report = (property, value, allowed) => found.push({ property, found: value, allowed });
  const { apiVersion, kind } = manifest;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    if (apiVersion === null || !("apiVersion" in manifest))
      report("apiVersion", apiVersion, "a group and version");
    if (kind === null || !("kind" in manifest)) report("kind", kind, "a kind");
    return found;
  }
  const known = kindSchema(apiVersion, kind);
  if (!known) {
    report(
      "kind",
      `${apiVersion} ${kind}`,
      "a built-in kind, or one of a custom resource definition in facts/kubernetes/schemas",
    );
    return found;
  }
  // What an object says of its status the API server takes and drops.
  const { status: _status, ...wanted } = manifest;
  if ("$ref" in known.schema) {
    check(known.schema, wanted, "", report);
  } else {
    const { apiVersion: _version, kind: _kind, metadata, ...rest } = wanted;
    check(known.schema, rest, "", report);
    check(definition(objectMeta), metadata ?? {}, "metadata", report);
  }
  checkNames(manifest, kind, known.namespaced, report);
  checkSemantics(manifest, report);
  return found;
}
