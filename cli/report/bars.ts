import { usd } from "../output/money.ts";
import { escapeHtml } from "./escape.ts";

export interface Bar {
  readonly label: string;
  readonly amount: number;
}

/** Amounts as bars, the largest first. Those that are nothing are left out and counted. */
export function bars(title: string, items: readonly Bar[]): string {
  const priced = items.filter(({ amount }) => amount > 0).toSorted((one, other) => other.amount - one.amount);
  const most = priced[0]?.amount ?? 1;
  const rows = priced.map(
    ({ label, amount }) =>
      `<tr><th scope="row">${escapeHtml(label)}</th><td class="bar"><span style="width:${((amount / most) * 100).toFixed(1)}%"></span></td><td class="amount">${usd(amount)}</td></tr>`,
  );
  const free = items.length - priced.length;
  const note = free > 0 ? `<p class="note">${free} more cost nothing by themselves.</p>` : "";
  return `<figure><figcaption>${escapeHtml(title)}</figcaption><table class="bars">${rows.join("")}</table>${note}</figure>`;
}
