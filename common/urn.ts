/**
 * The parts of a resource's URN, `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`
 * (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns). A name may hold `::` itself.
 */
export interface UrnParts {
  readonly stack: string;
  /** The project, which is the layer. */
  readonly project: string;
  /** The types from the outermost component to the resource's own, joined by `$`. */
  readonly qualifiedType: string;
  /** The resource's own type. */
  readonly type: string;
  readonly name: string;
}

/** Reads a URN; a text that is none gives empty parts. */
export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", qualifiedType = "", ...name] = urn.split("::");
  return {
    stack: head.replace("urn:pulumi:", ""),
    project,
    qualifiedType,
    type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1),
    name: name.join("::"),
  };
}

export const urnName = (urn: string): string => parseUrn(urn).name;
export const urnType = (urn: string): string => parseUrn(urn).type;
export const urnProject = (urn: string): string => parseUrn(urn).project;

/** The URN in a reference to a provider, `<urn>::<id>`; empty for a text that is none. */
export const providerUrn = (reference: string): string =>
  reference.slice(0, Math.max(0, reference.lastIndexOf("::")));
