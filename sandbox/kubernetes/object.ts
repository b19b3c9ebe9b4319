import { isRecord } from "@aip/common/records.ts";
import { kindSchema } from "@aip/facts/kubernetes/schemas.ts";
import type { CloudView } from "../core/cloud.ts";
import type { Draft, Properties, Report, ResourceModel } from "../core/model.ts";
import { problems } from "./schema.ts";
import { isBuiltInNamespace, isClusterScoped } from "./scope.ts";

const releaseType = "kubernetes:helm.sh/v3:Release";

const metadataOf = (inputs: Properties): Properties => (isRecord(inputs.metadata) ? inputs.metadata : {});

/** `kubernetes:apps/v1:DeploymentPatch` changes a Deployment that something else made. */
const kindOf = (draft: Draft): string => (draft.type.split(":").at(-1) ?? "").replace(/Patch$/, "");

const isClusterWide = (draft: Draft): boolean => {
  const { apiVersion } = draft.inputs;
  const known = typeof apiVersion === "string" ? kindSchema(apiVersion, kindOf(draft)) : undefined;
  return known ? !known.namespaced : isClusterScoped(kindOf(draft));
};

const isPatch = (draft: Draft): boolean => draft.type.endsWith("Patch");

function objectId(draft: Draft): string {
  const { name, namespace } = metadataOf(draft.inputs);
  return isClusterWide(draft) ? String(name) : `${String(namespace ?? "default")}/${String(name)}`;
}

/** A name made from the logical one, and the namespace that is meant where none is given. */
function fill(draft: Draft): Properties {
  const { inputs } = draft;
  if ("metadata" in inputs && !isRecord(inputs.metadata)) return inputs;
  const metadata = metadataOf(inputs);
  const namespace = isClusterWide(draft) ? {} : { namespace: "default" };
  const name = { name: `${draft.name.toLowerCase()}-${draft.hex(8)}` };
  return { ...inputs, metadata: { ...namespace, ...name, ...metadata } };
}

function check(draft: Draft, cloud: CloudView, report: Report): void {
  const { inputs } = draft;
  // A patch is a part of an object, which no schema describes.
  if (!isPatch(draft))
    for (const problem of problems(inputs)) report(problem.property, problem.found, problem.allowed);
  const { name, namespace } = metadataOf(inputs);
  if (typeof namespace === "string" && !isClusterWide(draft) && !hasNamespace(cloud, namespace)) {
    report("metadata.namespace", namespace, "a namespace that exists");
  }
  const known = typeof name === "string" && (typeof namespace === "string" || isClusterWide(draft));
  if (!known || isPatch(draft)) return;
  const other = cloud.read(objectId(draft), draft.type);
  if (other && other.urn !== draft.urn) {
    report(
      "metadata.name",
      name,
      `a name no other ${kindOf(draft)} of the namespace has; ${other.urn} has it`,
    );
  }
}

function hasNamespace(cloud: CloudView, name: string): boolean {
  if (isBuiltInNamespace(name)) return true;
  if (cloud.read(name, "kubernetes:core/v1:Namespace") !== undefined) return true;
  return cloud
    .all(releaseType)
    .some((release) => release.inputs.createNamespace === true && release.inputs.namespace === name);
}

/** What the API server adds to every object. */
function outputs(draft: Draft): Properties {
  const uid = draft.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const added = { uid, resourceVersion: "1", generation: 1, creationTimestamp: "2026-01-01T00:00:00Z" };
  return { metadata: { ...metadataOf(draft.inputs), ...added }, ...statusOf(draft) };
}

/** The address that a load balancer of the cluster's cloud would get. */
function statusOf(draft: Draft): Properties {
  const kind = kindOf(draft);
  const spec = isRecord(draft.inputs.spec) ? draft.inputs.spec : {};
  if (kind === "Ingress" || (kind === "Service" && spec.type === "LoadBalancer")) {
    const hostname = `k8s-${draft.hex(10)}.elb.${draft.region}.amazonaws.com`;
    return { status: { loadBalancer: { ingress: [{ hostname }] } } };
  }
  return {};
}

/** How an object of the Kubernetes API behaves; `immutable` are its fields that cannot be changed in place. */
export function objectModel(immutable: readonly string[] = [], extra: ResourceModel = {}): ResourceModel {
  return {
    id: objectId,
    fill,
    check,
    outputs,
    replaceOn: ["metadata.name", "metadata.namespace", ...immutable],
    ...extra,
  };
}
