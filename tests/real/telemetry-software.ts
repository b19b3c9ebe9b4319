import { execFileSync, spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { images } from "@aip/facts/images.ts";
import { cacheFolder } from "./support/software.ts";

/** Whether a program is on the path. */
export const isInstalled = (program: string): boolean =>
  spawnSync("sh", ["-c", 'command -v "$1"', "sh", program]).status === 0;

/** A program that is built from Go modules into the cache. */
export interface GoProgram {
  /** Names its file in the cache; other modules have another. */
  readonly file: string;
  /** Builds it. @param folder An empty folder. @param output Where the program is to be. */
  build(folder: string, output: string): void;
}

const go = (folder: string, ...args: readonly string[]) =>
  execFileSync("go", [...args], {
    cwd: folder,
    stdio: "inherit",
    env: { ...process.env, GOFLAGS: "-buildvcs=false" },
  });

const collectorVersion = images["opentelemetry-collector"].tag;
const core = "go.opentelemetry.io/collector";
const contrib = "github.com/open-telemetry/opentelemetry-collector-contrib";

/**
 * The parts that the planned configuration names, in the version of the planned image. Without the Elasticsearch exporter,
 * one of whose modules the Go proxy does not always have: its tests leave out the pipeline of logs.
 */
const collectorManifest = `
dist:
  name: otelcol
  output_path: ./out
  version: ${collectorVersion}
receivers:
  - gomod: ${core}/receiver/otlpreceiver v${collectorVersion}
exporters:
  - gomod: ${core}/exporter/otlpexporter v${collectorVersion}
  - gomod: ${contrib}/exporter/prometheusexporter v${collectorVersion}
  - gomod: ${contrib}/exporter/loadbalancingexporter v${collectorVersion}
processors:
  - gomod: ${core}/processor/batchprocessor v${collectorVersion}
  - gomod: ${core}/processor/memorylimiterprocessor v${collectorVersion}
  - gomod: ${contrib}/processor/resourceprocessor v${collectorVersion}
  - gomod: ${contrib}/processor/tailsamplingprocessor v${collectorVersion}
  - gomod: ${contrib}/processor/probabilisticsamplerprocessor v${collectorVersion}
extensions:
  - gomod: ${contrib}/extension/healthcheckextension v${collectorVersion}
  - gomod: ${contrib}/extension/bearertokenauthextension v${collectorVersion}
providers:
  - gomod: ${core}/confmap/provider/envprovider v1.64.0
  - gomod: ${core}/confmap/provider/fileprovider v1.64.0
  - gomod: ${core}/confmap/provider/yamlprovider v1.64.0
`;

/** The newest that Go's modules have; Jaeger 2.13. */
const jaegerVersion = "v1.76.0";
const jaegerModule = "github.com/jaegertracing/jaeger";

/** The folder of a module, and what its go.mod says of the version of Go. */
function moduleOf(path: string, version: string): { readonly folder: string; readonly goVersion: string } {
  const answer = execFileSync("go", ["mod", "download", "-json", `${path}@${version}`], { encoding: "utf8" });
  const folder = (JSON.parse(answer) as { Dir: string }).Dir;
  const text = readFileSync(join(folder, "go.mod"), "utf8");
  return { folder, goVersion: /^go (\S+)$/m.exec(text)?.[1] ?? "1.24" };
}

/** The software of telemetry that no other registry has. */
export const goPrograms = {
  collector: {
    file: `otelcol-${collectorVersion}`,
    build: (folder, output) => {
      writeFileSync(join(folder, "manifest.yaml"), collectorManifest);
      go(folder, "run", `${core}/cmd/builder@v${collectorVersion}`, "--config", "manifest.yaml");
      renameSync(join(folder, "out", "otelcol"), output);
    },
  },
  jaeger: {
    file: `jaeger-${jaegerVersion}`,
    build: (folder, output) => {
      const { folder: source, goVersion } = moduleOf(jaegerModule, jaegerVersion);
      const lines = [
        "module test.example.com/jaeger",
        `go ${goVersion}`,
        `require ${jaegerModule} ${jaegerVersion}`,
      ];
      writeFileSync(join(folder, "go.mod"), `${lines.join("\n\n")}\n`);
      copyFileSync(join(source, "go.sum"), join(folder, "go.sum"));
      go(folder, "build", "-mod=mod", "-o", output, `${jaegerModule}/cmd/jaeger`);
    },
  },
} as const satisfies Record<string, GoProgram>;

export type GoProgramName = keyof typeof goPrograms;

const fileOf = (name: GoProgramName): string => join(cacheFolder, "go", goPrograms[name].file);

/** The file of a built program; `undefined` where it was not built. */
export const goProgram = (name: GoProgramName): string | undefined =>
  existsSync(fileOf(name)) ? fileOf(name) : undefined;

/**
 * Builds a program into the cache, if it is not there.
 *
 * @throws Error where Go, or a module, cannot be had; nothing half-built is taken for whole.
 */
export function buildGo(name: GoProgramName): void {
  const file = fileOf(name);
  if (existsSync(file)) return;
  const folder = `${file}-build`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    goPrograms[name].build(folder, `${folder}/program`);
    renameSync(`${folder}/program`, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
