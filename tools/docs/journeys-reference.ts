/** The reference of the journeys in Markdown: whose each is, what holds, and what must be refused. */
import { type Journey, journeys } from "@aip/proof";

export const journeysReference = (): string =>
  `${[
    introduction,
    "## What must be possible",
    table(journeys.filter(({ counter }) => !counter)),
    "## What must be refused",
    table(journeys.filter(({ counter }) => counter)),
  ].join("\n\n")}\n`;

const introduction = [
  "# Journeys",
  "",
  "What every plan proves of an environment, and `aip prove` explains step by step; [how](../journeys.md). A journey whose",
  "services are off is not the environment's. One that waits for a later version of the platform is waived everywhere until its day.",
  "This page is generated from `proof/journeys/` by `npm run docs:generate`; a test keeps it true.",
].join("\n");

const table = (chosen: readonly Journey[]): string =>
  [
    "| Journey | Whose | What holds |",
    "| --- | --- | --- |",
    ...chosen.map(
      ({ name, user, title, pending }) =>
        `| \`${name}\` | ${user} | ${title}${pending ? `. Waits until ${pending.expires}: ${pending.reason}` : ""} |`,
    ),
  ].join("\n");
