// `npm run bench`: how long things take here, as ratios within this run. Nothing is asserted: machines differ.
import { environmentNames } from "@aip/environments";
import { table } from "../../cli/output/table.ts";
import type { ChartsBench, ChartsMode } from "./charts.ts";
import { type Measurement, measure } from "./measure.ts";
import type { PoolBench } from "./node-pools.ts";
import type { PolicyBenchmark } from "./policies.ts";
import type { TeamBench } from "./teams.ts";

const names = environmentNames();
const sdks = measure("sdks");
const single = names.map((name) => ({ name, ...measure("plan", [name]) }));
const all = measure("plan", names);

const right = { align: "right" } as const;
const row = (what: string, { seconds, peakMegabytes }: Measurement, resources = "") => [
  what,
  seconds.toFixed(2),
  (seconds / sdks.seconds).toFixed(2),
  String(peakMegabytes),
  resources,
];
process.stdout.write(
  `${table(
    [
      { title: "What, in a process of its own" },
      { title: "Seconds", ...right },
      { title: "Times the SDKs", ...right },
      { title: "Peak MB", ...right },
      { title: "Resources", ...right },
    ],
    [
      row("load the SDKs", sdks),
      ...single.map((measured) => row(`plan ${measured.name}`, measured, String(measured.result))),
      row(`plan ${names.join(", ")}`, all, String(all.result)),
    ],
  )}\n`,
);

const chartsModes: readonly ChartsMode[] = ["closed", "cold", "warm"];
const openings = chartsModes.map((mode) => ({
  mode,
  ...measure("charts", [mode, "prod"], mode === "cold" ? 1 : 3),
}));
const closed = openings[0] as (typeof openings)[0];
process.stdout.write(
  `\n${table(
    [
      { title: "Plan of prod with its charts" },
      { title: "Seconds", ...right },
      { title: "Times closed", ...right },
      { title: "Charts opened", ...right },
      { title: "Resources", ...right },
    ],
    openings.map(({ mode, seconds, result }) => {
      const { opened, resources } = result as ChartsBench;
      const ratio = (seconds / closed.seconds).toFixed(2);
      return [mode, seconds.toFixed(2), ratio, String(opened), String(resources)];
    }),
  )}\n`,
);

const pools = measure("node-pools", [], 1).result as PoolBench[];
const teams = measure("teams", [], 1).result as TeamBench[];
const growth = (
  what: string,
  count: number,
  { resources, milliseconds }: PoolBench | TeamBench,
  each: number | null,
) => [`${count} ${what}`, String(resources), String(milliseconds), each === null ? "" : each.toFixed(2)];
process.stdout.write(
  `\n${table(
    [
      { title: "Plan of the cluster layer with" },
      { title: "Resources", ...right },
      { title: "Milliseconds", ...right },
      { title: "Milliseconds for each more", ...right },
    ],
    [
      ...pools.map((measured) =>
        growth("node pools", measured.pools, measured, measured.millisecondsPerPool),
      ),
      ...teams.map((measured) => growth("teams", measured.teams, measured, measured.millisecondsPerTeam)),
    ],
  )}\n`,
);

const policies = measure("policies", [], 1).result as PolicyBenchmark;
const planned = single.find(({ name }) => name === "prod") ?? single[0];
const share = planned
  ? (policies.microsecondsPerResource * Number(planned.result)) / 1_000_000 / planned.seconds
  : 0;
process.stdout.write(
  `\n${policies.rules} rules over ${policies.resources} resources: ${policies.microsecondsPerResource.toFixed(0)} microseconds a resource, ` +
    `${(share * 100).toFixed(1)} % of the plan of ${planned?.name}\n`,
);
const compiled = measure("rules", ["compiled"]);
const source = measure("rules", ["source"]);
process.stdout.write(
  `Load all rules: compiled ${compiled.seconds.toFixed(2)} s, from TypeScript ${source.seconds.toFixed(2)} s ` +
    `(${(source.seconds / compiled.seconds).toFixed(1)} times)\n`,
);
