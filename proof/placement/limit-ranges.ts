import type { StackView } from "@aip/common/view/view.ts";
import { placedIn } from "../world/pod.ts";
import { type Amounts, readAmounts } from "./amounts.ts";
import type { ContainerDefaults } from "./pod-requests.ts";

export const limitRangeType = "kubernetes:core/v1:LimitRange";

/** A bound that a LimitRange sets on containers or pods. */
export interface Bound {
  readonly of: "Container" | "Pod";
  readonly min: Amounts;
  readonly max: Amounts;
}

const items = (stack: StackView, namespace: string) =>
  stack
    .ofType(limitRangeType)
    .filter((view) => placedIn(view) === namespace)
    .flatMap((view) => view.at("spec", "limits").list());

/** What containers of a namespace get where they say nothing. A default limit is also the request, unless one is given. */
export function containerDefaults(stack: StackView, namespace: string): ContainerDefaults {
  const ofContainers = items(stack, namespace).filter((item) => item.at("type").text() === "Container");
  return {
    requests: Object.assign(
      {},
      ...ofContainers.map((item) => ({
        ...readAmounts(item.at("max")),
        ...readAmounts(item.at("default")),
        ...readAmounts(item.at("defaultRequest")),
      })),
    ),
    limits: Object.assign(
      {},
      ...ofContainers.map((item) => ({ ...readAmounts(item.at("max")), ...readAmounts(item.at("default")) })),
    ),
  };
}

/** The bounds of containers and pods in a namespace. */
export const boundsOf = (stack: StackView, namespace: string): readonly Bound[] =>
  items(stack, namespace).flatMap((item) => {
    const of = item.at("type").text();
    return of === "Container" || of === "Pod"
      ? [{ of, min: readAmounts(item.at("min")), max: readAmounts(item.at("max")) }]
      : [];
  });
