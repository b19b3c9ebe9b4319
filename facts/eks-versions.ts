/** A Kubernetes version of EKS. Dates are ISO days. */
export interface EksVersion {
  /** Last day at 0.10 USD an hour; from the next day on the control plane costs 0.60 USD an hour, or is upgraded. */
  readonly standardSupportEnds: string;
  /** Last day of extended support, after which AWS upgrades the control plane by itself. */
  readonly extendedSupportEnds: string;
  readonly source: string;
  /** When the figures were read. */
  readonly date: string;
}

/**
 * The versions the platform can run, with tested pins of add-ons and machine images beside them. A version that is not
 * here is refused until those have been read. 1.34 is left out: its standard support ends on 2026-12-02.
 */
export const eksVersions = {
  "1.35": {
    standardSupportEnds: "2027-03-27",
    extendedSupportEnds: "2028-03-27",
    source:
      "https://endoflife.date/amazon-eks (February 2026); the same in the calendar of aws-samples, April 2026",
    date: "2026-11-21",
  },
  "1.36": {
    standardSupportEnds: "2027-08-02",
    extendedSupportEnds: "2028-08-02",
    source: "endoflife.date API as recorded in a public test fixture; AWS's own calendar was not at hand",
    date: "2026-11-21",
  },
} as const satisfies Record<string, EksVersion>;

export type KubernetesVersion = keyof typeof eksVersions;

export const kubernetesVersions = Object.keys(eksVersions) as [KubernetesVersion, ...KubernetesVersion[]];
