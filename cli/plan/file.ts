import type { Violation } from "@aip/policies/api.ts";
import type { Deferred } from "@aip/policies/evaluate.ts";
import type { Gap } from "@aip/pricing/index.ts";

/** A resource in a plan file. `inputs` hold no secret: each is the text `[secret]`; unknown values are null. */
export interface PlanResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  readonly provider: string;
  readonly custom: boolean;
  readonly protect: boolean;
  readonly dependsOn: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  /** null where no price is known. */
  readonly monthlyUsd: number | null;
}

export interface PlanLayer {
  readonly name: string;
  readonly resources: readonly PlanResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly monthlyUsd: number;
}

/** How far the plan sees through the charts: an open one has its objects among the resources. */
export interface PlanCharts {
  readonly opened: number;
  /** Names of the charts whose objects the plan does not have. */
  readonly closed: readonly string[];
}

/** What somebody must be able to do, and what was found of it. */
export interface PlanJourney {
  /** Its name. */
  readonly journey: string;
  /** What holds, as a sentence. */
  readonly title: string;
  /** Whose journey it is. */
  readonly user: string;
  /** Whether it proves that something is refused. */
  readonly counter: boolean;
  /** `waived`: steps are broken, and each is waived. `undecided`: a step hangs on what no plan shows. */
  readonly verdict: "held" | "broken" | "waived" | "undecided";
  readonly steps: readonly {
    readonly step: string;
    readonly verdict: "held" | "broken" | "undecided";
    readonly reason: string;
    /** What to look at or to change: a key of the environment file, else component and resource. */
    readonly place: string | null;
  }[];
}

/** Whether somebody reaches a service within the cluster. */
export interface PlanReach {
  readonly from: string;
  readonly to: string;
  readonly verdict: "held" | "broken" | "undecided";
  readonly reason: string;
}

/** Where the pods of a plan run, and what they cost there. Pods of closed charts are not counted. */
export interface PlanPlacement {
  readonly pools: readonly {
    readonly pool: string;
    /** Nodes that the pods need which always run. */
    readonly needed: number;
    /** Nodes that prices assume: those of a group, or a share of a pool's limits. */
    readonly assumed: number;
    /** Instance types of the nodes needed, each with how many. */
    readonly types: Readonly<Record<string, number>>;
  }[];
  /** Pods that found no node. */
  readonly unplaced: readonly { readonly pod: string; readonly count: number }[];
  /** Each pod counted as its share of the cheapest node that it fits on; part of the price of the nodes, not added to it. */
  readonly namespaces: readonly {
    readonly namespace: string;
    readonly services: readonly string[];
    readonly monthlyUsd: number;
  }[];
}

/** The plan of an environment, version 1: what `aip plan --json` writes and later commands read. */
export interface Plan {
  readonly version: 1;
  readonly environment: string;
  readonly region: string;
  readonly layers: readonly PlanLayer[];
  readonly violations: readonly Violation[];
  /** Verdicts that wait for a value nobody knows yet. */
  readonly deferredPolicies: readonly Deferred[];
  /** Rules that are switched off: nothing is off silently. */
  readonly disabledPolicies: readonly string[];
  readonly monthlyUsd: number;
  /** The same with everything grown to its limits. */
  readonly maximumUsd: number;
  readonly budgetUsd: number;
  /** Types with no price, or not all of it: they add nothing to the totals, and are not free. */
  readonly unpriced: readonly Gap[];
  readonly charts: PlanCharts;
  /** What people and pods can do, and what is refused to them. */
  readonly journeys: readonly PlanJourney[];
  /** Who reaches what within the cluster, past the gateway. */
  readonly reach: readonly PlanReach[];
  readonly placement: PlanPlacement;
  readonly endpoints: readonly { readonly service: string; readonly url: string }[];
}
