import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRecord } from "@aip/common/records.ts";
import { type ChartName, charts } from "@aip/facts/charts.ts";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parse } from "yaml";
import { unknownKeys } from "./known-keys.ts";

/**
 * A folder with a copy of each chart under its name, as `helm pull --untar` leaves it: the one that AIP_CHARTS names, else
 * the one beside the repository where it is developed.
 */
export const chartsFolder =
  process.env.AIP_CHARTS ?? fileURLToPath(new URL("../../../shared/charts/", import.meta.url));

/**
 * Why a chart cannot be checked here and how to get the same check, or undefined where its copy is there, at the version of
 * the table.
 *
 * @param part What the check reads of it.
 */
export function missingChart(
  name: ChartName,
  part: "values.yaml" | "templates" = "values.yaml",
): string | undefined {
  const { chart, version, repository } = charts[name];
  const copy = join(chartsFolder, chart);
  const { version: found } = existsSync(join(copy, part))
    ? (parse(readFileSync(join(copy, "Chart.yaml"), "utf8")) as { version?: string })
    : {};
  if (found === version) return undefined;
  const source = repository.startsWith("oci://") ? `${repository}/${chart}` : `${chart} --repo ${repository}`;
  return `chart ${chart} is checked against nothing: \`helm pull ${source} --version ${version} --untar\` in the folder that AIP_CHARTS names`;
}

/** Schemas of the custom resource definitions, one file a kind, beside the reference copies. */
const schemas = join(chartsFolder, "_crd-schemas");
export const missingSchemas = existsSync(schemas)
  ? undefined
  : "custom resources are not checked against whole definitions, whose schemas (../shared/charts/_crd-schemas) are not here; every plan checks their structure by facts/kubernetes/schemas";

const options = { strict: false, allErrors: true, validateFormats: false, logger: false } as const;
const dialects = { draft7: new Ajv(options), draft2020: new Ajv2020(options) };
const compiled = new Map<string, ValidateFunction | undefined>();

/** Charts write the name of their dialect in several ways, which the validator would not all know. */
function compile(path: string): ValidateFunction {
  const { $schema = "", ...schema } = JSON.parse(readFileSync(path, "utf8")) as { $schema?: string };
  return ($schema.includes("2020-12") ? dialects.draft2020 : dialects.draft7).compile(schema);
}

function validator(path: string): ValidateFunction | undefined {
  if (!compiled.has(path)) compiled.set(path, existsSync(path) ? compile(path) : undefined);
  return compiled.get(path);
}

const errors = (validate: ValidateFunction, value: unknown): string[] =>
  validate(value)
    ? []
    : (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
      );

/** Values as a chart would get them: what is not set is left out. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** The chart's defaults with ours over them, which is what Helm holds against the chart's schema. */
function merged(defaults: unknown, ours: unknown): unknown {
  if (!isRecord(defaults) || !isRecord(ours)) return ours;
  const result: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(ours)) {
    result[key] = key in result ? merged(result[key], value) : value;
  }
  return result;
}

/** The subcharts of a chart: the folder of each, the key of its values, and the values that switch it on and off. */
function dependencies(directory: string) {
  const chart = parse(readFileSync(join(directory, "Chart.yaml"), "utf8")) as {
    dependencies?: { name: string; alias?: string; condition?: string }[];
  };
  return (chart.dependencies ?? []).map(({ name, alias, condition }) => ({
    name,
    key: alias ?? name,
    switches: condition?.split(",") ?? [],
  }));
}

/** The values that a chart, a copy of which must be there, takes where none are given; those of its subcharts among them. */
export function defaultValues(name: ChartName): Record<string, unknown> {
  const directory = join(chartsFolder, charts[name].chart);
  const read = (folder: string): Record<string, unknown> => {
    const file = join(folder, "values.yaml");
    return existsSync(file) ? ((parse(readFileSync(file, "utf8")) ?? {}) as Record<string, unknown>) : {};
  };
  const subcharts = dependencies(directory).map(({ name, key }) => [
    key,
    read(join(directory, "charts", name)),
  ]);
  return merged(Object.fromEntries(subcharts), read(directory)) as Record<string, unknown>;
}

/** Everything a chart, a copy of which must be there, has against the values. */
export function valueProblems(name: ChartName, values: Record<string, unknown>): string[] {
  const directory = join(chartsFolder, charts[name].chart);
  const text = readFileSync(join(directory, "values.yaml"), "utf8");
  const ours = plain(values) as Record<string, unknown>;
  const validate = validator(join(directory, "values.schema.json"));
  const subcharts = dependencies(directory);
  const keys = subcharts.map(({ key }) => key);
  const own = Object.fromEntries(
    Object.entries(ours).filter(([key]) => key !== "global" && !keys.includes(key)),
  );
  const defaults = (parse(text) ?? {}) as Record<string, unknown>;
  return [
    ...(validate ? errors(validate, merged(defaults, ours)) : []),
    ...unknownKeys(own, defaults, text).map((key) => `${key}: unknown key`),
    ...subcharts.flatMap(({ name, key, switches }) => {
      const file = join(directory, "charts", name, "values.yaml");
      const given = ours[key];
      if (given === undefined || !existsSync(file)) return [];
      const subText = readFileSync(file, "utf8");
      // A chart may read keys below a subchart's name itself.
      const known = merged(parse(subText) ?? {}, defaults[key] ?? {});
      return unknownKeys(
        given as Record<string, unknown>,
        known as Record<string, unknown>,
        `${subText}\n${text}`,
      )
        .map((unknown) => `${key}.${unknown}`)
        .filter((path) => !switches.includes(path))
        .map((path) => `${path}: unknown key`);
    }),
  ];
}

/** Everything a custom resource's definition has against it; undefined where there is no copy of it. */
export function customResourceProblems(object: Record<string, unknown>): string[] | undefined {
  const [group, version] = String(object.apiVersion).split("/");
  if (version === undefined) return undefined;
  const path = join(schemas, group as string, `${String(object.kind).toLowerCase()}_${version}.json`);
  const validate = validator(path);
  return validate && errors(validate, plain(object));
}
