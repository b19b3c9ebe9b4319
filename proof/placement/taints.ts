import type { Value } from "@aip/common/value.ts";

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** What a pod tolerates; a part that is undefined matches anything. */
export interface Toleration {
  readonly key: string | undefined;
  readonly operator: string;
  readonly value: string;
  readonly effect: string | undefined;
}

/** Taints of a Kubernetes object. */
export const readTaints = (list: Value): readonly Taint[] =>
  list.list().map((taint) => ({
    key: taint.at("key").text() ?? "",
    value: taint.at("value").text() ?? "",
    effect: taint.at("effect").text() ?? "",
  }));

const nonEmpty = (value: Value): string | undefined => value.text() || undefined;

export const readTolerations = (list: Value): readonly Toleration[] =>
  list.list().map((toleration) => ({
    key: nonEmpty(toleration.at("key")),
    operator: nonEmpty(toleration.at("operator")) ?? "Equal",
    value: toleration.at("value").text() ?? "",
    effect: nonEmpty(toleration.at("effect")),
  }));

/** What the DaemonSet controller lets its pods tolerate (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations, read 2026-11-24). */
export const daemonTolerations: readonly Toleration[] = [
  { key: "node.kubernetes.io/not-ready", effect: "NoExecute" },
  { key: "node.kubernetes.io/unreachable", effect: "NoExecute" },
  { key: "node.kubernetes.io/disk-pressure", effect: "NoSchedule" },
  { key: "node.kubernetes.io/memory-pressure", effect: "NoSchedule" },
  { key: "node.kubernetes.io/pid-pressure", effect: "NoSchedule" },
  { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" },
].map((toleration) => ({ ...toleration, operator: "Exists", value: "" }));

/** Whether a toleration matches a taint (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/). */
export function tolerates(toleration: Toleration, taint: Taint): boolean {
  if (toleration.effect !== undefined && toleration.effect !== taint.effect) return false;
  if (toleration.operator === "Exists") return toleration.key === undefined || toleration.key === taint.key;
  return toleration.operator === "Equal" && toleration.key === taint.key && toleration.value === taint.value;
}

/** The taints that keep a pod with these tolerations off a node; `PreferNoSchedule` keeps nothing off. */
export const keepingOff = (taints: readonly Taint[], tolerations: readonly Toleration[]): readonly Taint[] =>
  taints.filter(
    (taint) =>
      taint.effect !== "PreferNoSchedule" && !tolerations.some((toleration) => tolerates(toleration, taint)),
  );

export const taintText = ({ key, value, effect }: Taint): string =>
  `${key}${value === "" ? "" : `=${value}`}:${effect}`;
