import type { Properties } from "../core/properties.ts";
import { markSecret } from "../core/secrets.ts";
import { definedBy, isDefinition, type Manifest } from "./objects.ts";

/** An object of a chart, as the provider registers it below the chart. */
export interface Child {
  readonly type: string;
  readonly name: string;
  /** Secrets inside are marked. */
  readonly inputs: Properties;
  /** Whether it is left where it is when it goes from the program: `helm.sh/resource-policy: keep`. */
  readonly retainOnDelete: boolean;
  /** Places in the list of children that come before this one: its definition, its namespace. */
  readonly dependsOn: readonly number[];
}

export interface ChildOptions {
  /** Logical name of the chart. */
  readonly chart: string;
  /** Whether nobody waits for the objects. */
  readonly skipAwait: boolean;
  /** Whether a value of the chart is secret: it may be anywhere in its objects then. */
  readonly secret: boolean;
}

/**
 * The children of a chart, with the types, names and options that the provider gives them (pulumi/pulumi-kubernetes at
 * 94977969d, provider/pkg/provider/helm/v4/chart.go and yaml/v2/yaml.go).
 *
 * @param objects In the order in which they are registered.
 */
export function childrenOf(objects: readonly Manifest[], options: ChildOptions): Child[] {
  const definitions = new Map<string, number>();
  const namespaces = new Map<string, number>();
  for (const [place, object] of objects.entries()) {
    if (isDefinition(object)) {
      for (const { apiVersion, kind } of definedBy(object)) definitions.set(`${apiVersion}/${kind}`, place);
    }
    if (object.apiVersion === "v1" && object.kind === "Namespace")
      namespaces.set(object.metadata.name, place);
  }
  return objects.map((object) => {
    const { apiVersion, kind, metadata } = object;
    const before = [definitions.get(`${apiVersion}/${kind}`), namespaces.get(metadata.namespace ?? "")];
    const annotations = metadata.annotations as Properties | undefined;
    return {
      type: `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`,
      name: `${options.chart}:${metadata.namespace === undefined ? "" : `${metadata.namespace}/`}${metadata.name}`,
      inputs: inputsOf(object, options),
      retainOnDelete: annotations?.["helm.sh/resource-policy"] === "keep",
      dependsOn: before.filter((place) => place !== undefined),
    };
  });
}

function inputsOf(object: Manifest, { skipAwait, secret }: ChildOptions): Properties {
  const annotations = { ...(object.metadata.annotations as object), "pulumi.com/skipAwait": "true" };
  const inputs: Properties = skipAwait
    ? { ...object, metadata: { ...object.metadata, annotations } }
    : object;
  const isSecret = object.apiVersion === "v1" && object.kind === "Secret";
  const hidden = (key: string): boolean =>
    secret
      ? !["apiVersion", "kind", "metadata"].includes(key)
      : isSecret && ["data", "stringData"].includes(key);
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [key, hidden(key) ? markSecret(value) : value]),
  );
}
