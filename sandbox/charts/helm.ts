import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { findProgram } from "@aip/common/programs.ts";

/** The Helm of this machine. */
export interface Helm {
  readonly path: string;
  /** Such as `v3.19.0`. */
  readonly version: string;
}

const found = new Map<string, Helm>();

/** Helm where it is on PATH. */
export function findHelm(): Helm | undefined {
  const path = findProgram("helm");
  if (path === undefined) return undefined;
  const known = found.get(path);
  if (known) return known;
  const version = execFileSync(path, ["version", "--template", "{{.Version}}"], { encoding: "utf8" }).trim();
  const helm = { path, version };
  found.set(path, helm);
  return helm;
}

/** Everything that decides what a chart renders to, but for its own files. */
export interface Release {
  /** What Helm calls the release. */
  readonly name: string;
  readonly namespace: string;
  readonly values: unknown;
  readonly skipCrds: boolean;
  /** Version of the cluster; undefined for the newest that Helm knows. */
  readonly kubernetes: string | undefined;
  /** What the cluster serves, as `group/version` and `group/version/Kind`, beyond what Helm takes for granted. */
  readonly apiVersions: readonly string[];
}

/**
 * What a chart renders to, as text, with its custom resource definitions and without its hooks.
 *
 * @param chart Its folder or its archive.
 * @throws Error with what Helm says.
 */
export async function template(helm: Helm, chart: string, release: Release): Promise<string> {
  const running = promisify(execFile)(
    helm.path,
    [
      ...["template", release.name, chart, "--namespace", release.namespace, "--no-hooks"],
      ...(release.kubernetes === undefined ? [] : ["--kube-version", release.kubernetes]),
      ...(release.apiVersions.length === 0 ? [] : ["--api-versions", release.apiVersions.join(",")]),
      ...[release.skipCrds ? "--skip-crds" : "--include-crds", "--values", "-"],
    ],
    { encoding: "utf8", maxBuffer: 256 * 2 ** 20 },
  );
  // A Helm that ends before it has read everything says why on its own.
  running.child.stdin?.on("error", () => {}).end(JSON.stringify(release.values));
  try {
    return (await running).stdout;
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(stderr?.trim() || message);
  }
}
