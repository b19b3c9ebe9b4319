import { styleText } from "node:util";

/** The colours of `aip`, by what they say. */
const palette = {
  title: "bold",
  good: "green",
  warning: "yellow",
  bad: "red",
  faint: "dim",
  name: "cyan",
} as const;

export type Tone = keyof typeof palette;

/** The text in the colour of its tone where the stream shows colours; NO_COLOR and FORCE_COLOR are respected. */
export const paint = (tone: Tone, text: string, stream: NodeJS.WriteStream = process.stdout): string =>
  styleText(palette[tone], text, { stream });

/** The same whatever the stream; for those who take the colours out again by themselves. */
export const paintAlways = (tone: Tone, text: string): string =>
  styleText(palette[tone], text, { validateStream: false });
