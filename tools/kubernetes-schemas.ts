/**
 * Writes the schemas of Kubernetes objects that the simulated cloud refuses by. Run it after a change of the cluster's
 * Kubernetes version or of a chart that brings custom resource definitions:
 *
 *     node tools/kubernetes-schemas.ts --openapi openapi-v2.json --source "kube-apiserver v1.35.4" \
 *       --crds <folder of CRD files>... --date 2026-11-21
 *
 * `openapi-v2.json` is what a kube-apiserver answers at /openapi/v2 (`kubectl get --raw /openapi/v2`); CRD files are what
 * `helm show crds` and `helm template --include-crds` print. Only structure is kept: types, required fields, allowed
 * values and patterns. Descriptions, defaults and status fields are left out, because nothing is checked against them.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { parseAllDocuments } from "yaml";

type Json = Record<string, unknown>;

const kept = new Set([
  "type",
  "format",
  "required",
  "enum",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
  "minProperties",
  "maxProperties",
  "uniqueItems",
  "nullable",
  "$ref",
]);
const nested = new Set(["items", "additionalProperties", "not"]);
const lists = new Set(["oneOf", "anyOf", "allOf"]);

/** The part of a schema that says what is allowed. */
function structure(schema: unknown): unknown {
  if (schema === null || typeof schema !== "object" || Array.isArray(schema)) return schema;
  const result: Json = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === "$ref") result.$ref = String(value).replace("#/definitions/", "");
    else if (kept.has(key)) result[key] = value;
    else if (nested.has(key)) result[key] = structure(value);
    else if (lists.has(key)) result[key] = (value as unknown[]).map(structure);
    else if (key === "properties") {
      result.properties = Object.fromEntries(
        Object.entries(value as Json).map(([name, inner]) => [name, structure(inner)]),
      );
    } else if (key === "x-kubernetes-int-or-string" && value === true) result.format = "int-or-string";
    else if (key === "x-kubernetes-preserve-unknown-fields" && value === true) result.open = true;
    else if (key === "x-kubernetes-embedded-resource" && value === true) result.open = true;
  }
  return result;
}

/** Built-in types that are checked by a rule of their own. */
const ownFormat: Readonly<Record<string, string>> = {
  "io.k8s.apimachinery.pkg.api.resource.Quantity": "quantity",
};
const labelFields: Readonly<Record<string, readonly string[]>> = {
  "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta": ["labels"],
  "io.k8s.apimachinery.pkg.apis.meta.v1.LabelSelector": ["matchLabels"],
  "io.k8s.api.core.v1.PodSpec": ["nodeSelector"],
};

/** A built-in type. One that declares no fields, as RawExtension, takes any. */
function definitionStructure(name: string, definition: Json): Json {
  const format = ownFormat[name];
  if (format !== undefined) return { format };
  const result = structure(definition) as Json;
  const properties = result.properties as Record<string, Json> | undefined;
  if (result.type === "object" && !properties && !("additionalProperties" in result)) result.open = true;
  for (const field of labelFields[name] ?? []) if (properties) properties[field] = { format: "labels" };
  if (properties && name.endsWith(".meta.v1.ObjectMeta")) properties.annotations = { format: "annotations" };
  return result;
}

/** Built-in kinds: their definitions, and whether each is in a namespace. */
function builtIn(openapi: Json): { kinds: Json; definitions: Json } {
  const kinds: Record<string, Json> = {};
  const definitions = openapi.definitions as Record<string, Json>;
  for (const [path, operations] of Object.entries(openapi.paths as Record<string, Json>)) {
    const post = operations.post as Json | undefined;
    const gvk = post?.["x-kubernetes-group-version-kind"] as Record<string, string> | undefined;
    const body = (post?.parameters as Json[] | undefined)?.find((parameter) => parameter.in === "body");
    const reference = (body?.schema as Json | undefined)?.$ref;
    if (!gvk || typeof reference !== "string" || /\/\{name\}\//.test(path)) continue;
    const apiVersion = gvk.group === "" ? gvk.version : `${gvk.group}/${gvk.version}`;
    const ref = reference.replace("#/definitions/", "");
    const declared = definitions[ref]?.["x-kubernetes-group-version-kind"];
    if (declared === undefined || gvk.kind === "DeleteOptions") continue;
    const key = `${apiVersion}/${gvk.kind}`;
    const before = kinds[key]?.namespaced === true;
    kinds[key] = { ref, namespaced: before || path.includes("{namespace}") };
  }
  const used: Json = {};
  const collect = (name: string): void => {
    if (name in used) return;
    const definition = definitionStructure(name, definitions[name] as Json);
    const properties = definition.properties as Json | undefined;
    if (properties && "apiVersion" in properties) delete properties.status;
    used[name] = definition;
    JSON.stringify(definition, (key, value) => {
      // JSONSchemaProps has a property of that name.
      if (key === "$ref" && typeof value === "string") collect(value);
      return value;
    });
  };
  for (const { ref } of Object.values(kinds)) collect(ref as string);
  return { kinds, definitions: used };
}

/** All YAML files under the folders, their subfolders included. */
function yamlFiles(folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** What all objects have; it is checked apart. */
const common: readonly string[] = ["apiVersion", "kind", "metadata"];

/** The served versions of custom resource definitions, by group. Of two with one name the first wins. */
function customResources(files: readonly string[]): Map<string, Record<string, Json>> {
  const groups = new Map<string, Record<string, Json>>();
  for (const file of files) {
    for (const document of parseAllDocuments(readFileSync(file, "utf8"))) {
      const definition = document.toJS() as Json | null;
      if (definition?.kind !== "CustomResourceDefinition") continue;
      const spec = definition.spec as {
        group: string;
        scope: string;
        names: { kind: string };
        versions: { name: string; served: boolean; schema?: { openAPIV3Schema?: Json } }[];
      };
      const kinds = groups.get(spec.group) ?? {};
      for (const version of spec.versions.filter(({ served }) => served)) {
        const key = `${spec.group}/${version.name}/${spec.names.kind}`;
        const schema = structure(version.schema?.openAPIV3Schema ?? { open: true }) as Json;
        const properties = schema.properties as Json | undefined;
        delete properties?.status;
        for (const field of common) delete properties?.[field];
        if (Array.isArray(schema.required)) {
          schema.required = schema.required.filter((field) => !common.includes(field as string));
        }
        kinds[key] ??= { namespaced: spec.scope === "Namespaced", schema };
      }
      groups.set(spec.group, kinds);
    }
  }
  return groups;
}

/** The API groups of the controllers that the platform installs. */
const groupsOfPlatform = new Set([
  "acme.cert-manager.io",
  "aga.k8s.aws",
  "agent.k8s.elastic.co",
  "apm.k8s.elastic.co",
  "aquasecurity.github.io",
  "argoproj.io",
  "autoscaling.k8s.io",
  "autoscaling.x-k8s.io",
  "beat.k8s.elastic.co",
  "cert-manager.io",
  "elasticsearch.k8s.elastic.co",
  "elbv2.k8s.aws",
  "eventing.keda.sh",
  "external-secrets.io",
  "externaldns.k8s.io",
  "feast.dev",
  "flink.apache.org",
  "gateway.k8s.aws",
  "gateway.networking.k8s.io",
  "generators.external-secrets.io",
  "http.keda.sh",
  "inference.networking.k8s.io",
  "jobset.x-k8s.io",
  "kafka.strimzi.io",
  "karpenter.k8s.aws",
  "karpenter.sh",
  "keda.sh",
  "kibana.k8s.elastic.co",
  "kubeflow.org",
  "kueue.x-k8s.io",
  "kyverno.io",
  "leaderworkerset.x-k8s.io",
  "logstash.k8s.elastic.co",
  "monitoring.coreos.com",
  "nfd.k8s-sigs.io",
  "nvidia.com",
  "opentelemetry.io",
  "policies.kyverno.io",
  "ray.io",
  "serving.kserve.io",
  "snapshot.storage.k8s.io",
  "sparkoperator.k8s.io",
  "trainer.kubeflow.org",
  "velero.io",
]);

const { values } = parseArgs({
  options: {
    openapi: { type: "string" },
    source: { type: "string" },
    date: { type: "string" },
    crds: { type: "string", multiple: true },
  },
});
if (!values.openapi || !values.source || !values.date) {
  throw new Error("usage: kubernetes-schemas.ts --openapi FILE --source TEXT --date DATE [--crds FOLDER]...");
}
const folder = fileURLToPath(new URL("../facts/kubernetes/schemas/", import.meta.url));
for (const name of readdirSync(folder)) rmSync(join(folder, name));
const write = (name: string, value: unknown) =>
  writeFileSync(join(folder, `${name}.json.gz`), gzipSync(JSON.stringify(value), { level: 9 }));

write("built-in", {
  source: values.source,
  date: values.date,
  ...builtIn(JSON.parse(readFileSync(values.openapi, "utf8")) as Json),
});
const groups = customResources(yamlFiles(values.crds ?? []));
for (const [group, kinds] of groups) {
  if (!groupsOfPlatform.has(group)) continue;
  write(group, {
    source: "the custom resource definitions of the charts in facts/charts.ts",
    date: values.date,
    kinds,
  });
}
