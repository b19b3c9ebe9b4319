import { aiRequirements } from "@aip/facts/ai-conformance.ts";
import type { KubernetesVersion } from "@aip/facts/eks-versions.ts";
import type { Cluster } from "../placement/cluster.ts";
import { checks } from "./checks.ts";
import type { SheetRow } from "./finding.ts";

/**
 * What a plan shows of the checklist of a Kubernetes version, in its order.
 *
 * @throws Error naming a requirement that nothing checks.
 */
export const conformanceSheet = (cluster: Cluster, version: KubernetesVersion): readonly SheetRow[] =>
  aiRequirements.flatMap((requirement) => {
    const level = requirement.levels[version];
    if (level === undefined) return [];
    const check = checks[requirement.id];
    if (!check) throw new Error(`no check of the requirement ${requirement.id} in proof/conformance`);
    return [{ requirement, level, ...check(cluster) }];
  });
