// `npm run bench`: how long things take here, as ratios within this run. Nothing is asserted: machines differ.
import { environmentNames } from "@aip/environments";
import { table } from "../../cli/output/table.ts";
import { measure } from "./measure.ts";

const names = environmentNames();
const sdks = measure("sdks");
const single = names.map((name) => ({ name, ...measure("plan", [name]) }));
const all = measure("plan", names);

const right = { align: "right" } as const;
const row = (what: string, { seconds, peakMegabytes }: typeof sdks, resources = "") => [
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
