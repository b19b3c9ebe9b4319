import { stripVTControlCharacters } from "node:util";
import { paint } from "./palette.ts";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
}

/** How many places a text takes on the screen: its colours take none. */
const widthOf = (text: string): number => stripVTControlCharacters(text).length;

/** Lays rows out under their titles. Cells may be coloured. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...rows.map((row) => widthOf(row[index] ?? ""))),
  );
  const line = (cells: readonly string[]) =>
    columns
      .map((column, index) => {
        const cell = cells[index] ?? "";
        const space = " ".repeat((widths[index] ?? 0) - widthOf(cell));
        return column.align === "right" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  const titles = line(columns.map(({ title }) => title));
  return [paint("title", titles), paint("faint", line(rule)), ...rows.map(line)].join("\n");
}
