import type { KubernetesVersion } from "./eks-versions.ts";

/** The operating systems nodes can run. */
export type OperatingSystem = "al2023" | "bottlerocket";

/** The release of a machine image: as managed node groups name it, and as Karpenter's alias does. */
export interface AmiRelease {
  /** `releaseVersion` of a managed node group; undefined where no exact figure could be sourced. */
  readonly release: string | undefined;
  /** `alias` of an EC2NodeClass; the same release for both architectures, accelerated variants included. */
  readonly alias: string;
  readonly source: string;
  /** When the figures were read. */
  readonly date: string;
}

const bottlerocket: AmiRelease = {
  // Managed node groups want the build hash too (1.64.0-xxxxxxxx), which only the SSM parameter of a region has.
  release: undefined,
  alias: "bottlerocket@v1.64.0",
  source:
    "https://github.com/bottlerocket-os/bottlerocket/releases/tag/v1.64.0, as pinned in public repositories",
  date: "2026-11-21",
};

/**
 * The machine image of every operating system and Kubernetes version: the one place for it. A driver moves with
 * it, so it changes by a commit, never by itself (https://github.com/awslabs/data-on-eks/issues/604).
 */
export const amiReleases: Readonly<Record<OperatingSystem, Readonly<Record<KubernetesVersion, AmiRelease>>>> =
  {
    al2023: {
      "1.35": {
        release: "1.35.6-20260818",
        alias: "al2023@v20260818",
        source:
          "https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260818, as pinned in public repositories",
        date: "2026-11-21",
      },
      "1.36": {
        release: "1.36.3-20260903",
        alias: "al2023@v20260903",
        source:
          "https://github.com/awslabs/amazon-eks-ami/releases/tag/v20260903, as pinned in public repositories",
        date: "2026-11-21",
      },
    },
    bottlerocket: { "1.35": bottlerocket, "1.36": bottlerocket },
  };

export type Accelerator = "none" | "nvidia" | "neuron";
export type Architecture = "x86_64" | "arm64";

/** `amiType` of a managed node group, by operating system, accelerator and architecture; undefined where AWS has none. */
export function amiType(
  system: OperatingSystem,
  accelerator: Accelerator,
  architecture: Architecture,
): string | undefined {
  return amiTypes[`${system} ${accelerator} ${architecture}`];
}

/** https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html, read 2026-11-21. Windows and FIPS are left out. */
const amiTypes: Readonly<Record<string, string>> = {
  "al2023 none x86_64": "AL2023_x86_64_STANDARD",
  "al2023 none arm64": "AL2023_ARM_64_STANDARD",
  "al2023 nvidia x86_64": "AL2023_x86_64_NVIDIA",
  "al2023 nvidia arm64": "AL2023_ARM_64_NVIDIA",
  "al2023 neuron x86_64": "AL2023_x86_64_NEURON",
  "bottlerocket none x86_64": "BOTTLEROCKET_x86_64",
  "bottlerocket none arm64": "BOTTLEROCKET_ARM_64",
  "bottlerocket nvidia x86_64": "BOTTLEROCKET_x86_64_NVIDIA",
  "bottlerocket nvidia arm64": "BOTTLEROCKET_ARM_64_NVIDIA",
};

/** All `amiType`s the table knows. */
export const amiTypeNames: readonly string[] = Object.values(amiTypes);
