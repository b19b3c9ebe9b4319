import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { eksSupport } from "@aip/facts/eks-support.ts";

const cluster = "aws:eks/cluster:Cluster";
const component = "eks:index:Cluster";

export const clusterTypes = [cluster, component] as const;

/** The clusters of a stack: each once, by the component only where its child is not in sight. */
export const clustersOf = (stack: StackView): readonly ResourceView[] => {
  const clusters = stack.ofType(cluster);
  const parents = new Set(clusters.map(({ resource }) => resource.parent));
  return [...clusters, ...stack.ofType(component).filter(({ urn }) => !parents.has(urn))];
};

const dayLength = 86_400_000;

export interface SupportLeft {
  readonly version: string;
  /** Last day of standard support. */
  readonly ends: string;
  /** Days until then; negative when it is past. */
  readonly days: number;
}

/** How long a cluster's version is still supported; nothing where no version is set or its dates are not known. */
export function supportLeft(view: ResourceView, today: string): SupportLeft | undefined {
  const version = view.at("version");
  const text = version.isAbsent ? undefined : (version.text() ?? version.number()?.toFixed(2));
  const support = text === undefined ? undefined : eksSupport(text);
  if (text === undefined || support === undefined) return undefined;
  const ends = support.standardSupportEnds;
  return { version: text, ends, days: Math.round((Date.parse(ends) - Date.parse(today)) / dayLength) };
}
