import type { Resource } from "../resource.ts";
import { UnknownValue, Value } from "../value.ts";
import type { ResourceView, StackView } from "./view.ts";

class ReadableResource implements ResourceView {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly resource: Resource;
  readonly #inputs: Value;

  constructor(resource: Resource, type = resource.type, inputs: unknown = resource.inputs) {
    this.urn = resource.urn;
    this.type = type;
    this.name = resource.name;
    this.resource = resource;
    this.#inputs = Value.of(inputs);
  }

  at(...steps: readonly (string | number)[]): Value {
    return this.#inputs.at(...steps);
  }
}

/** `kubernetes:apps/v1:DeploymentList` holds deployments; `kubernetes:core/v1:List` holds anything. */
const listType = /^kubernetes:([^:]+):(\w*)List$/;

/**
 * A resource, ready to be read. A list of Kubernetes objects becomes its objects, each under the list's URN: rules judge
 * objects, whichever way they are applied.
 */
export function viewsOf(resource: Resource): readonly ResourceView[] {
  const list = listType.exec(resource.type);
  if (list === null) return [new ReadableResource(resource)];
  const items = Value.of(resource.inputs).at("items");
  if (items.isUnknown) return [new ReadableResource(resource)];
  return items.list().flatMap((item) => {
    if (item.isUnknown) return [];
    const kind = list[2] || item.at("kind").raw();
    const version = item.at("apiVersion").raw();
    const group =
      typeof version === "string" && !item.at("apiVersion").isUnknown ? tokenGroup(version) : list[1];
    return [new ReadableResource(resource, `kubernetes:${group}:${String(kind)}`, item.raw())];
  });
}

const tokenGroup = (apiVersion: string): string => (apiVersion === "v1" ? "core/v1" : apiVersion);

/** Properties that name a resource, in the order in which they are compared with a reference to it. */
const naming = ["name", "bucket", "identifier", "clusterIdentifier", "arn", "id"] as const;

/** The resources of a stack, indexed by type and URN. */
export class IndexedStack implements StackView {
  readonly views: readonly ResourceView[];
  readonly #byType = new Map<string, ResourceView[]>();
  readonly #byUrn = new Map<string, ResourceView>();

  constructor(views: readonly ResourceView[]) {
    this.views = views;
    for (const view of views) {
      const same = this.#byType.get(view.type);
      if (same) same.push(view);
      else this.#byType.set(view.type, [view]);
      if (!this.#byUrn.has(view.urn)) this.#byUrn.set(view.urn, view);
    }
  }

  ofType(...types: readonly string[]): readonly ResourceView[] {
    return types.length === 1
      ? (this.#byType.get(types[0] ?? "") ?? [])
      : types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  find(urn: string): ResourceView | undefined {
    return this.#byUrn.get(urn);
  }

  referring(view: ResourceView, property: string, ...types: readonly string[]): readonly ResourceView[] {
    return this.ofType(...types).filter((candidate) => refers(candidate, property, view));
  }
}

function refers(candidate: ResourceView, property: string, view: ResourceView): boolean {
  const known = candidate.resource.propertyDependencies?.[property];
  if (known !== undefined && known.length > 0) return known.includes(view.urn);
  const reference = candidate.at(property);
  if (reference.isAbsent) return false;
  if (!reference.isUnknown) {
    const literal = reference.text();
    const names = [
      view.resource.id,
      ...naming.map((key) => view.at(key)).map((name) => (name.isUnknown ? undefined : name.text())),
    ];
    if (literal !== undefined && names.includes(literal)) return true;
    if (view.resource.id !== undefined) return false;
  }
  if (candidate.resource.dependsOn.includes(view.urn)) return true;
  if (reference.isUnknown && candidate.resource.dependsOn.length === 0) {
    throw new UnknownValue(`${property} of ${candidate.name}`);
  }
  return false;
}
