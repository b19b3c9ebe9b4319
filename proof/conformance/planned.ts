import type { StackView } from "@aip/common/view/view.ts";
import type { Cluster } from "../placement/cluster.ts";
import type { PlannedPool } from "../placement/node-pool.ts";

/** The chart of a name, as its logical name in the plan; undefined where it is not installed. */
export const chartNamed = (stack: StackView, chart: string): string | undefined =>
  stack
    .ofType("kubernetes:helm.sh/v4:Chart")
    .find((view) => view.at("chart").text()?.split("/").at(-1) === chart)?.name;

/** Objects of a type, by `Kind name`. */
export const objectsOf = (stack: StackView, ...types: readonly string[]): readonly string[] =>
  stack
    .ofType(...types)
    .map(
      (view) =>
        `${view.type.slice(view.type.lastIndexOf(":") + 1)} ${view.at("metadata", "name").text() ?? view.name}`,
    );

/** The pools that have accelerators. */
export const acceleratedPools = ({ pools }: Cluster): readonly PlannedPool[] =>
  pools.filter(({ shapes }) =>
    shapes.some(({ type }) => type.gpu !== undefined || type.neuron !== undefined),
  );
