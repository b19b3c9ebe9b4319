/** The first names of many, and how many more there are. */
export const firstOf = (names: readonly string[], shown = 3): string =>
  names.slice(0, shown).join(", ") + (names.length > shown ? ` and ${names.length - shown} more` : "");
