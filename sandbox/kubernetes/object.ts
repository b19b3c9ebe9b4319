import { isRecord } from "@aip/common/records.ts";
import { kindSchema } from "@aip/facts/kubernetes/schemas.ts";
import type { PlannedResource, Report, ResourceModel } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";
import { problems } from "./schema.ts";
import { isBuiltInNamespace, isClusterScoped } from "./scope.ts";

const releaseType = "kubernetes:helm.sh/v3:Release";

const metadataOf = (inputs: Properties): Properties => (isRecord(inputs.metadata) ? inputs.metadata : {});

/** `kubernetes:apps/v1:DeploymentPatch` changes a Deployment that something else made. */
const kindOf = (planned: PlannedResource): string =>
  (planned.type.split(":").at(-1) ?? "").replace(/Patch$/, "");

const isClusterWide = (planned: PlannedResource): boolean => {
  const { apiVersion } = planned.inputs;
  const known = typeof apiVersion === "string" ? kindSchema(apiVersion, kindOf(planned)) : undefined;
  return known ? !known.namespaced : isClusterScoped(kindOf(planned));
};

const isPatch = (planned: PlannedResource): boolean => planned.type.endsWith("Patch");

function objectId(planned: PlannedResource): string {
  const { name, namespace } = metadataOf(planned.inputs);
  return isClusterWide(planned) ? String(name) : `${String(namespace ?? "default")}/${String(name)}`;
}

/** A name made from the logical one, and the namespace that is meant where none is given. */
function fill(planned: PlannedResource): Properties {
  const { inputs } = planned;
  if ("metadata" in inputs && !isRecord(inputs.metadata)) return inputs;
  const metadata = metadataOf(inputs);
  const namespace = isClusterWide(planned) ? {} : { namespace: "default" };
  const name = { name: `${planned.name.toLowerCase()}-${planned.hex(8)}` };
  return { ...inputs, metadata: { ...namespace, ...name, ...metadata } };
}

function check(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  // A patch is a part of an object, which no schema describes.
  if (!isPatch(planned))
    for (const problem of problems(inputs)) report(problem.property, problem.found, problem.allowed);
  const { name, namespace } = metadataOf(inputs);
  if (typeof namespace === "string" && !isClusterWide(planned) && !hasNamespace(cloud, namespace)) {
    report("metadata.namespace", namespace, "a namespace that exists");
  }
  const known = typeof name === "string" && (typeof namespace === "string" || isClusterWide(planned));
  if (!known || isPatch(planned)) return;
  const other = cloud.read(objectId(planned), planned.type);
  if (other && other.urn !== planned.urn) {
    report(
      "metadata.name",
      name,
      `a name no other ${kindOf(planned)} of the namespace has; ${other.urn} has it`,
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
function outputs(planned: PlannedResource): Properties {
  const uid = planned.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  const added = { uid, resourceVersion: "1", generation: 1, creationTimestamp: "2026-01-01T00:00:00Z" };
  return { metadata: { ...metadataOf(planned.inputs), ...added }, ...statusOf(planned) };
}

/** The address that a load balancer of the cluster's cloud would get. */
function statusOf(planned: PlannedResource): Properties {
  const kind = kindOf(planned);
  const spec = isRecord(planned.inputs.spec) ? planned.inputs.spec : {};
  if (kind === "Ingress" || (kind === "Service" && spec.type === "LoadBalancer")) {
    const hostname = `k8s-${planned.hex(10)}.elb.${planned.region}.amazonaws.com`;
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
