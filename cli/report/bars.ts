import { usd } from "../output/money.ts";
import { escapeHtml } from "./escape.ts";

export interface Bar {
  readonly label: string;
  readonly amount: number;
  /** The same with everything at its limits. Default: the amount. */
  readonly maximum?: number;
}

const most = ({ amount, maximum = amount }: Bar): number => Math.max(amount, maximum);

/**
 * Amounts as bars, the largest first, their maximum paler behind. Those that are nothing are left out and counted. The
 * scale is that of the amounts: a maximum beyond it fades out at the end of the column, its figure says how far it goes.
 */
export function bars(title: string, items: readonly Bar[]): string {
  const priced = items
    .filter((item) => most(item) > 0)
    .toSorted((one, other) => other.amount - one.amount || most(other) - most(one));
  const longest = Math.max(...priced.map(({ amount }) => amount)) || Math.max(...priced.map(most));
  const width = (amount: number) => `width:${(Math.min(1, amount / longest) * 100).toFixed(1)}%`;
  const rows = priced.map((item) => {
    const limit = most(item);
    const upTo = limit - item.amount >= 0.005 ? `<small> to ${usd(limit)}</small>` : "";
    return (
      `<tr><th scope="row">${escapeHtml(item.label)}</th>` +
      `<td class="bar"><i${limit > longest ? ' class="beyond"' : ""} style="${width(limit)}"></i><span style="${width(item.amount)}"></span></td>` +
      `<td class="amount">${usd(item.amount)}${upTo}</td></tr>`
    );
  });
  const free = items.length - priced.length;
  const note = free > 0 ? `<p class="note">${free} more cost nothing by themselves.</p>` : "";
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><table class="bars">${rows.join("")}</table>${note}</figure>`;
}
