import { exit, UsageError } from "../command.ts";
import { requireWritable, writeFiles } from "../output/files.ts";
import { paint } from "../output/palette.ts";
import { Progress } from "../output/progress.ts";
import type { PlanJourney } from "../plan/file.ts";
import { planEnvironment } from "../plan/plan.ts";
import { tones } from "../report/journeys.ts";

export interface ProveCommandOptions {
  /** Name of the journey. Default: all. */
  readonly journey: string | undefined;
  /** Where what was found is written. Default: nowhere. */
  readonly json: string | undefined;
}

/** `aip prove`. @returns the exit code. */
export async function proveCommand(name: string, { journey, json }: ProveCommandOptions): Promise<number> {
  requireWritable({ "--json": json });
  const progress = new Progress();
  const { journeys } = await planEnvironment(name, {
    onLayer: (layer, seconds) => progress.step(`${layer.name.padEnd(14)} ${seconds.toFixed(2)} s`),
  });
  const chosen = journeys.filter((each) => journey === undefined || each.journey === journey);
  if (chosen.length === 0) {
    throw new UsageError(
      `journey: ${journey} is none of ${name}, where what it needs is off; allowed: ${journeys.map((each) => each.journey).join(", ")}`,
    );
  }
  if (json !== undefined) {
    await writeFiles([{ path: json, content: `${JSON.stringify(chosen, null, 2)}\n` }]);
  }
  process.stdout.write(`${chosen.map(explained).join("\n\n")}\n`);
  return chosen.some(({ verdict }) => verdict === "broken") ? exit.failed : exit.clean;
}

/** A journey step by step: what its user does, whether that holds, why, and where to look. */
function explained({ journey, title, user, counter, verdict, steps }: PlanJourney): string {
  const head = `${paint(tones[verdict], verdict)} ${paint("title", title)} (${journey}; ${user}${counter ? "; must be refused" : ""})`;
  const lines = steps.flatMap(({ step, verdict: of, reason, place }, index) => [
    `  ${index + 1}. ${paint(tones[of], of.padEnd(9))} ${step}`,
    `     ${paint("faint", reason)}`,
    ...(place === null ? [] : [`     ${paint("faint", place)}`]),
  ]);
  return [head, ...lines].join("\n");
}
