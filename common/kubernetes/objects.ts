import { UnknownValue, type Value } from "../value.ts";
import type { ResourceView, StackView } from "../view/view.ts";

/** Namespaces that come with a cluster. */
export const systemNamespaces: ReadonlySet<string> = new Set([
  "default",
  "kube-system",
  "kube-public",
  "kube-node-lease",
]);

export const namespaceType = "kubernetes:core/v1:Namespace";

/** The kind of a Kubernetes object: the last part of its token, without the ending of a patch. */
export const kindOf = (view: ResourceView): string => {
  const kind = view.type.slice(view.type.lastIndexOf(":") + 1);
  return isPatch(view) ? kind.slice(0, -"Patch".length) : kind;
};

/** Whether only some fields of an object are given, which are put on top of what is there. */
export const isPatch = (view: ResourceView): boolean => /^kubernetes:.*[a-z]Patch$/.test(view.type);

/** The group of a token: `apps` of `kubernetes:apps/v1:Deployment`. */
export const groupOf = (view: ResourceView): string => (view.type.split(":")[1] ?? "").split("/")[0] ?? "";

export const namespaceOf = (view: ResourceView): Value => view.at("metadata", "namespace");

export const annotation = (view: ResourceView, key: string): string | undefined =>
  view.at("metadata", "annotations", key).text();

/** The objects of these types in a namespace: by its name, or by depending on it where the name is not known. */
export function within(
  stack: StackView,
  namespace: ResourceView,
  ...types: readonly string[]
): readonly ResourceView[] {
  const name = namespace.at("metadata", "name");
  const known = name.isUnknown ? undefined : (name.text() ?? namespace.resource.id);
  return stack.ofType(...types).filter((candidate) => {
    const placed = namespaceOf(candidate);
    if (!placed.isUnknown && known !== undefined) return placed.text() === known;
    const { propertyDependencies, dependsOn } = candidate.resource;
    const on = propertyDependencies?.metadata ?? dependsOn;
    if (on.includes(namespace.urn)) return true;
    if (on.length === 0 && placed.isUnknown)
      throw new UnknownValue(`metadata.namespace of ${candidate.name}`);
    return false;
  });
}
