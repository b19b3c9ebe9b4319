/** A Helm chart the platform installs. */
export interface ChartFact {
  /** A chart repository (`https://…`) or the folder of an OCI registry (`oci://…`). */
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  readonly appVersion: string;
  /** The Kubernetes versions the chart says it supports; absent where it does not say. */
  readonly kubernetes?: string;
  /**
   * Every value by which the chart decides where an image comes from, by its path (`a.b.c`), and what the chart takes where
   * it is not set: a registry, or a whole repository, always with the registry's host in front. Images that the chart's
   * program starts by itself, such as those of an operator, are among them.
   */
  readonly images: Readonly<Record<string, string>>;
  /**
   * The values that name the priority class of pods, by path: `pods` of those that run as often as is asked, `nodeAgents` of
   * those that run on every node. Absent where the chart has no such value.
   */
  readonly priorityClasses?: { readonly pods?: readonly string[]; readonly nodeAgents?: readonly string[] };
  /** Where the figures were read. */
  readonly source: string;
  /** When they were read. */
  readonly date: string;
}
