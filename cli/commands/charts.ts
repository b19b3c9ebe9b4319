import { type ChartName, charts as table } from "@aip/facts/charts.ts";
import { choicesArgument, textOption } from "../arguments.ts";
import { defineCommand } from "./define.ts";

const fetch = defineCommand("fetch", {
  summary: "Bring the charts of facts/charts.ts into the cache, so that plans can open them",
  details: [
    "Charts come from their own repositories by helm, which has to be on PATH. The digest of each is locked in " +
      "facts/charts/lock.json at its first fetch; an archive with another digest is refused afterwards, and nothing is kept.",
    "",
    "Exit codes: 0 clean; 1 a chart could not be had; 2 a chart has another digest than the lock, or helm is missing.",
  ],
  examples: {
    "charts fetch": "all charts",
    "charts fetch karpenter keda": "two of them",
    "charts fetch --mirror oci://registry.example.com/charts": "all of them from a mirror",
  },
})
  .addArgument(
    choicesArgument(
      "[charts...]",
      "chart",
      "names of charts (default: all)",
      Object.keys(table) as ChartName[],
    ),
  )
  .addOption(
    textOption("--mirror <url>", "a registry (oci://…) or repository (https://…) that has all the charts"),
  )
  .action(async (names = [], { mirror }) => {
    const { fetchCommand } = await import("../charts/command.ts");
    process.exitCode = await fetchCommand(names, mirror);
  });

const list = defineCommand("list", {
  summary: "Show where each chart is on this machine, or how to get it, and whether its digest is locked",
  examples: { "charts list": "all charts" },
}).action(async () => {
  const { listCommand } = await import("../charts/command.ts");
  process.exitCode = listCommand();
});

export const charts = defineCommand("charts", {
  summary: "Fetch or list the Helm charts that plans open",
  examples: { "charts list": "where each chart is", "charts fetch": "bring them into the cache" },
})
  .addCommand(fetch)
  .addCommand(list);
