/** Changes of a letter (added, left out, replaced, or two swapped) that turn one text into the other. */
function distance(one: string, other: string): number {
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let line = 1; line <= one.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[line - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min(
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (row[column - 1] ?? 0) + same,
      );
      const swapped = one[line - 1] === other[column - 2] && one[line - 2] === other[column - 1];
      if (line > 1 && column > 1 && swapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}

/**
 * What was most likely meant by a mistyped text: the nearest of the known ones, whatever the case of letters; `undefined`
 * where more than a third of it, or more than three letters, would have to change.
 */
export function nearest(text: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.min(3, Math.max(1, Math.floor(text.length / 3))) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const changes = distance(text.toLowerCase(), candidate.toLowerCase());
    if (changes < least) [best, least] = [candidate, changes];
  }
  return best;
}

/** The end of a sentence that names what was most likely meant; empty where nothing is near. */
export function didYouMean(text: unknown, known: Iterable<string>): string {
  const best = typeof text === "string" ? nearest(text, known) : undefined;
  return best === undefined ? "" : `; did you mean ${best}?`;
}
