import type { AiRequirement } from "@aip/facts/ai-conformance.ts";
import type { Cluster } from "../placement/cluster.ts";

/** How a requirement of the checklist is known to be met, or why it is not known to be. */
export type Proof =
  /** Decided on the planned objects. */
  | "plan"
  /** Shown by a test on a real control plane with nodes that are objects alone. */
  | "control plane"
  /** What is planned is right; that it works shows only on hardware. */
  | "needs hardware"
  /** An operator is missing that this platform does not have yet. */
  | "needs operator"
  | "not met";

/** What is said of a requirement, in the words of the product sheet. */
export interface Finding {
  readonly status: "Implemented" | "Partially Implemented" | "Not Implemented" | "N/A";
  readonly proof: Proof;
  /** Objects of the plan, and tests by their path. */
  readonly evidence: readonly string[];
  readonly notes: string;
}

/** A requirement of the version's checklist with what is said of it. */
export interface SheetRow extends Finding {
  readonly requirement: AiRequirement;
  readonly level: "MUST" | "SHOULD";
}

/** Test of this repository that shows something on a real control plane. */
export const controlPlaneTest = "tests/kubernetes/conformance.test.ts";
export const gangTest = "tests/kubernetes/gang-scheduling.test.ts";
export const schedulerTest = "tests/kubernetes/scheduler.test.ts";

/** What a plan shows of each requirement, by its name in the checklist. */
export type Checks = Readonly<Record<string, (cluster: Cluster) => Finding>>;
