/** The first names of many, and how many more there are. */
export const firstOf = (names: readonly string[], shown = 3): string =>
  names.slice(0, shown).join(", ") + (names.length > shown ? ` and ${names.length - shown} more` : "");

/** A number of things, such as `1 chart` and `2 charts`. */
export const countOf = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
