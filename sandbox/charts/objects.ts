import { isRecord } from "@aip/common/records.ts";
import { kindSchema } from "@aip/facts/kubernetes/schemas.ts";
import { parseAllDocuments } from "yaml";

/** An object of the Kubernetes API as a manifest has it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** A custom resource definition among objects. */
export const isDefinition = ({ apiVersion, kind }: Manifest): boolean =>
  apiVersion.startsWith("apiextensions.k8s.io/") && kind === "CustomResourceDefinition";

/** What a custom resource definition defines: how an `apiVersion` and a kind of it are written, and its scope. */
export interface Defined {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

/** The versions of a custom resource definition that are served. */
export function definedBy(definition: Readonly<Record<string, unknown>>): Defined[] {
  const spec = definition.spec as {
    group: string;
    scope: string;
    names: { kind: string };
    versions: readonly { name: string; served: boolean }[];
  };
  return spec.versions
    .filter(({ served }) => served)
    .map(({ name }) => ({
      apiVersion: `${spec.group}/${name}`,
      kind: spec.names.kind,
      namespaced: spec.scope === "Namespaced",
    }));
}

/**
 * The objects in the text that Helm renders, in the order and the form in which the provider registers them
 * (pulumi/pulumi-kubernetes at 94977969d, provider/pkg/provider/yaml/v2/yaml.go): the items of lists on their own, what
 * names no namespace in that of the release, definitions before their objects and namespaces before what is in them. Keys
 * without a value are left out, as the API server does.
 *
 * @throws Error naming the object that has no apiVersion, no kind or no name.
 */
export function readObjects(text: string, namespace: string): Manifest[] {
  const objects = parse(text).flatMap(items).map(manifest);
  const scopes = new Map(
    objects
      .filter(isDefinition)
      .flatMap(definedBy)
      .map(({ apiVersion, kind, namespaced }) => [`${apiVersion}/${kind}`, namespaced]),
  );
  return inOrder(
    objects.map((object) => {
      const { apiVersion, kind, metadata } = object;
      if (metadata.namespace !== undefined) return object;
      const namespaced = scopes.get(`${apiVersion}/${kind}`) ?? kindSchema(apiVersion, kind)?.namespaced;
      return namespaced ? { ...object, metadata: { ...metadata, namespace } } : object;
    }),
  );
}

/** Go's YAML, which Kubernetes reads manifests with, is YAML 1.1 without its times and numbers to the base of 60. */
function parse(text: string): unknown[] {
  const documents = parseAllDocuments(text, {
    schema: "yaml-1.1",
    version: "1.1",
    uniqueKeys: false,
    customTags: (tags) =>
      tags.filter(
        (tag) =>
          typeof tag === "string" ||
          (!("format" in tag && tag.format === "TIME") && !/timestamp/.test(tag.tag)),
      ),
  });
  return [...documents].map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`it renders to what is no YAML: ${error.message}`);
    return withoutNulls(document.toJS());
  });
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const set = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(set.map(([key, item]) => [key, withoutNulls(item)]));
}

function items(document: unknown): unknown[] {
  if (document === null || (isRecord(document) && Object.keys(document).length === 0)) return [];
  const list = isRecord(document) && /List$/.test(String(document.kind)) && Array.isArray(document.items);
  return list ? (document.items as unknown[]).flatMap(items) : [document];
}

function manifest(document: unknown): Manifest {
  const { apiVersion, kind, metadata } = (isRecord(document) ? document : {}) as Partial<Manifest>;
  const name = metadata?.name;
  if (apiVersion === undefined || kind === undefined || name === undefined) {
    const found = JSON.stringify({ apiVersion, kind, name });
    throw new Error(
      `it renders to an object with ${found}; allowed: one with apiVersion, kind and metadata.name`,
    );
  }
  return document as Manifest;
}

/** The order of kinds in sigs.k8s.io/cli-utils v0.37.2 (pkg/ordering/sort.go), by which the provider sorts. */
const first: readonly string[] = [
  "Namespace",
  "ResourceQuota",
  "storage.k8s.io/StorageClass",
  "apiextensions.k8s.io/CustomResourceDefinition",
  "admissionregistration.k8s.io/MutatingWebhookConfiguration",
  "ServiceAccount",
  "rbac.authorization.k8s.io/Role",
  "rbac.authorization.k8s.io/ClusterRole",
  "rbac.authorization.k8s.io/RoleBinding",
  "rbac.authorization.k8s.io/ClusterRoleBinding",
  "ConfigMap",
  "Secret",
  "Service",
  "LimitRange",
  "scheduling.k8s.io/PriorityClass",
  "apps/Deployment",
  "apps/StatefulSet",
  "batch/CronJob",
  "policy/PodDisruptionBudget",
];
const last = "admissionregistration.k8s.io/ValidatingWebhookConfiguration";

const groupKind = ({ apiVersion, kind }: Manifest): string =>
  apiVersion.includes("/") ? `${apiVersion.split("/")[0]}/${kind}` : kind;

function rank(object: Manifest): number {
  const name = groupKind(object);
  if (name === last) return first.length + 1;
  const place = first.indexOf(name);
  return place === -1 ? first.length : place;
}

const sortKey = (object: Manifest): string =>
  [groupKind(object), object.metadata.namespace ?? "", object.metadata.name].join("\0");

const inOrder = (objects: readonly Manifest[]): Manifest[] =>
  objects.toSorted((one, other) => {
    const ranks = rank(one) - rank(other);
    if (ranks !== 0) return ranks;
    return sortKey(one) < sortKey(other) ? -1 : sortKey(one) > sortKey(other) ? 1 : 0;
  });
