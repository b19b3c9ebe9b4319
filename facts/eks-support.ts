import { type EksVersion, eksVersions } from "./eks-versions.ts";

const calendar = {
  source: "AWS support calendar as read on 2026-04-24 by aws-samples.github.io/sample-apex-skills",
  date: "2026-11-21",
};

/** Versions the platform no longer offers and a cluster may still run. */
const older: Readonly<Record<string, EksVersion>> = {
  "1.29": { standardSupportEnds: "2025-03-23", extendedSupportEnds: "2026-03-23", ...calendar },
  "1.30": { standardSupportEnds: "2025-07-23", extendedSupportEnds: "2026-07-23", ...calendar },
  "1.31": { standardSupportEnds: "2025-11-26", extendedSupportEnds: "2026-11-26", ...calendar },
  "1.32": { standardSupportEnds: "2026-03-23", extendedSupportEnds: "2027-03-23", ...calendar },
  "1.34": { standardSupportEnds: "2026-12-02", extendedSupportEnds: "2027-12-02", ...calendar },
  "1.33": { standardSupportEnds: "2026-07-29", extendedSupportEnds: "2027-07-29", ...calendar },
};

/** The support dates of a Kubernetes version of EKS, offered by the platform or not; undefined where they are not known. */
export function eksSupport(version: string): EksVersion | undefined {
  const known: Readonly<Record<string, EksVersion>> = { ...older, ...eksVersions };
  return Object.hasOwn(known, version) ? known[version] : undefined;
}
