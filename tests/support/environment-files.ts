import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isRecord } from "@aip/common/records.ts";
import { folder } from "@aip/environments";
import { parse, stringify } from "yaml";

type Values = Record<string, unknown>;

const merge = (base: Values, change: Values): Values => {
  const merged: Values = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const before = merged[key];
    merged[key] = isRecord(before) && isRecord(value) ? merge(before, value) : value;
  }
  return merged;
};

/** A folder with one environment file, changed: for plans of what no committed file says. Remove it after use. */
export class ChangedEnvironment {
  readonly directory = mkdtempSync(join(tmpdir(), "aip-environment-"));

  /** @param change Values by key without `platform:`; mappings are merged. */
  constructor(name: string, change: Values) {
    const file = parse(readFileSync(join(folder, `Pulumi.${name}.yaml`), "utf8")) as { config: Values };
    const changed = Object.fromEntries(
      Object.entries(change).map(([key, value]) => [`platform:${key}`, value]),
    );
    writeFileSync(
      join(this.directory, `Pulumi.${name}.yaml`),
      stringify({ config: merge(file.config, changed) }),
    );
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
