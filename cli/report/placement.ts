import { usd } from "../output/money.ts";
import { paint } from "../output/palette.ts";
import { table } from "../output/table.ts";
import type { Plan } from "../plan/file.ts";

const rounded = (nodes: number): string => String(Math.round(nodes * 10) / 10);

/** Nodes that the pods need, beside those that prices assume. Empty where the plan has no pools. */
export function placementTable({ placement: { pools, unplaced } }: Pick<Plan, "placement">): string {
  if (pools.length === 0) return "";
  const right = { align: "right" } as const;
  const rows = pools.map(({ pool, needed, assumed, types }) => [
    pool,
    needed > Math.ceil(assumed) ? paint("warning", String(needed)) : String(needed),
    rounded(assumed),
    Object.entries(types)
      .map(([type, count]) => `${count} ${type}`)
      .join(", "),
  ]);
  return [
    table(
      [
        { title: "Node pool" },
        { title: "Nodes needed", ...right },
        { title: "In the price", ...right },
        { title: "Types" },
      ],
      rows,
    ),
    ...unplaced.map(({ pod, count }) => `${paint("warning", "no room")} ${count} of ${pod}`),
  ].join("\n");
}

/** What the pods of each namespace cost: a share of the nodes, which are in the totals already. */
export function podPrices({ placement: { namespaces } }: Pick<Plan, "placement">): string {
  const rows = namespaces
    .filter(({ monthlyUsd }) => monthlyUsd > 0)
    .toSorted((one, other) => other.monthlyUsd - one.monthlyUsd)
    .map(({ namespace, services, monthlyUsd }) => [namespace, usd(monthlyUsd), services.join(", ")]);
  if (rows.length === 0) return "";
  return table([{ title: "Pods of" }, { title: "USD/month", align: "right" }, { title: "Services" }], rows);
}
