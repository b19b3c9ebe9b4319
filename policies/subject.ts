import type { Resource } from "@aip/common/resource.ts";
import { UnknownValue, Value } from "@aip/common/value.ts";
import type { StackView, Subject } from "./rule.ts";

class ReadableResource implements Subject {
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
export function subjectsOf(resource: Resource): readonly Subject[] {
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
  readonly subjects: readonly Subject[];
  readonly #byType = new Map<string, Subject[]>();
  readonly #byUrn = new Map<string, Subject>();

  constructor(subjects: readonly Subject[]) {
    this.subjects = subjects;
    for (const subject of subjects) {
      const same = this.#byType.get(subject.type);
      if (same) same.push(subject);
      else this.#byType.set(subject.type, [subject]);
      if (!this.#byUrn.has(subject.urn)) this.#byUrn.set(subject.urn, subject);
    }
  }

  ofType(...types: readonly string[]): readonly Subject[] {
    return types.length === 1
      ? (this.#byType.get(types[0] ?? "") ?? [])
      : types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  find(urn: string): Subject | undefined {
    return this.#byUrn.get(urn);
  }

  referring(subject: Subject, property: string, ...types: readonly string[]): readonly Subject[] {
    return this.ofType(...types).filter((candidate) => refers(candidate, property, subject));
  }
}

function refers(candidate: Subject, property: string, subject: Subject): boolean {
  const known = candidate.resource.propertyDependencies?.[property];
  if (known !== undefined && known.length > 0) return known.includes(subject.urn);
  const reference = candidate.at(property);
  if (reference.isAbsent) return false;
  if (!reference.isUnknown) {
    const literal = reference.text();
    const names = [
      subject.resource.id,
      ...naming.map((key) => subject.at(key)).map((name) => (name.isUnknown ? undefined : name.text())),
    ];
    if (literal !== undefined && names.includes(literal)) return true;
    if (subject.resource.id !== undefined) return false;
  }
  if (candidate.resource.dependsOn.includes(subject.urn)) return true;
  if (reference.isUnknown && candidate.resource.dependsOn.length === 0) {
    throw new UnknownValue(`${property} of ${candidate.name}`);
  }
  return false;
}
