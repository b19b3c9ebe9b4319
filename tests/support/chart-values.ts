import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";

type Values = Record<string, unknown>;

/** The values and schemas of the charts, which stand beside the repository where it is developed, and nowhere else. */
const folder = fileURLToPath(new URL("../../../shared/charts/", import.meta.url));

export const chartsAreHere = existsSync(folder);

const isMap = (value: unknown): value is Values =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** Default values of a chart, those of its direct subcharts included. */
function defaults(chart: string): Values {
  const own = parse(readFileSync(`${folder}${chart}/values.yaml`, "utf8")) as Values;
  const subcharts = `${folder}${chart}/charts`;
  if (!existsSync(subcharts)) return own;
  for (const name of readdirSync(subcharts)) {
    const file = `${subcharts}/${name}/values.yaml`;
    if (!existsSync(file)) continue;
    own[name] = merge(parse(readFileSync(file, "utf8")) as Values, isMap(own[name]) ? own[name] : {});
  }
  return own;
}

const merge = (base: Values, over: Values): Values => {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isMap(before) && isMap(value) ? merge(before, value) : value;
  }
  return merged;
};

/** Keys that stand in comments of the values file only: charts know more than they set. */
const commented = (chart: string): Set<string> =>
  new Set(
    [...readFileSync(`${folder}${chart}/values.yaml`, "utf8").matchAll(/^\s*#+\s*([A-Za-z][\w-]*):/gm)].map(
      (match) => match[1] as string,
    ),
  );

/** What charts hand on as it is: to Kubernetes, which has its own check, or to the program's configuration file. */
const handedOn = (path: string): boolean =>
  /(^|\.)(\w*[sS]ecurityContext|resources|nodeSelector)$/.test(path) ||
  ["config", "grafana.grafana.ini", "ports"].includes(path);

/**
 * What is wrong with the values given to a chart: keys that it does not know, at any depth it declares, and what its
 * schema refuses. An empty list where all is well.
 */
export function valueProblems(chart: string, values: Values): string[] {
  const known = commented(chart);
  const problems: string[] = [];
  const visit = (given: Values, declared: Values, path: string) => {
    for (const [key, value] of Object.entries(given)) {
      const at = `${path}${key}`;
      if (!(key in declared)) {
        if (!known.has(key) && key !== "global") problems.push(`${at}: the chart has no such value`);
        continue;
      }
      const before = declared[key];
      // What is empty by default takes anything.
      const checked = isMap(value) && isMap(before) && Object.keys(before).length > 0;
      if (checked && !handedOn(at)) visit(value, before, `${at}.`);
    }
  };
  visit(values, defaults(chart), "");
  const schema = `${folder}${chart}/values.schema.json`;
  if (existsSync(schema)) {
    const parsed = JSON.parse(readFileSync(schema, "utf8")) as Values;
    const Validator = String(parsed.$schema).includes("2020-12") ? Ajv2020 : Ajv;
    const validate = new Validator({ strict: false, allErrors: true, validateFormats: false }).compile(
      parsed,
    );
    if (!validate(merge(defaults(chart), values))) {
      problems.push(
        ...(validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`),
      );
    }
  }
  return problems;
}
