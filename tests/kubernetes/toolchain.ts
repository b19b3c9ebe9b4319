import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, findProgram } from "@aip/common/programs.ts";

/** The API server the objects are shown to: the patch release nearest to the clusters' Kubernetes version. */
export const apiServerVersion = "v1.35.4";

const folder = join(cacheFolder("aip-test"), `kube-apiserver-${apiServerVersion}`);

/** The folder of a Go module, which the Go command downloads where it is not in its cache. */
export function goModule(path: string, version: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", `${path}@${version}`], {
    encoding: "utf8",
    cwd: homedir(),
  });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

/** Where the built API server lies, or undefined before `buildApiServer`. */
export function builtApiServer(): string | undefined {
  const path = join(folder, "kube-apiserver");
  return existsSync(path) ? path : undefined;
}

/** Why an API server cannot be started here, or undefined. */
export function missingApiServer(): string | undefined {
  if (!findProgram("etcd")) return "etcd is not installed (Debian: apt-get install etcd-server)";
  if (!findProgram("go")) return "Go is not installed";
  if (!builtApiServer() && !process.env.CI) {
    return "kube-apiserver is not built yet; `node tests/kubernetes/build.ts` does it, once, in about 4 minutes";
  }
  return undefined;
}

/**
 * Builds kube-apiserver from its Go module, about 4 minutes on two cores, once for each version. Kubernetes' own modules
 * have no version in its go.mod; each is released with it, as 0.x for 1.x.
 */
export async function buildApiServer(): Promise<string> {
  const built = builtApiServer();
  if (built) return built;
  mkdirSync(folder, { recursive: true });
  const source = goModule("k8s.io/kubernetes", apiServerVersion);
  const goMod = readFileSync(join(source, "go.mod"), "utf8");
  const release = apiServerVersion.replace("v1.", "v0.");
  const modules = [...goMod.matchAll(/^\s+(k8s\.io\/[a-z-]+) v0\.0\.0$/gm)].map(([, name]) => name);
  const lines = [
    "module test.example.com/apiserver",
    `go ${/^go (\S+)$/m.exec(goMod)?.[1]}`,
    `require k8s.io/kubernetes ${apiServerVersion}`,
    ...modules.map((name) => `replace ${name} => ${name} ${release}`),
  ];
  writeFileSync(join(folder, "go.mod"), `${lines.join("\n\n")}\n`);
  writeFileSync(join(folder, "go.sum"), readFileSync(join(source, "go.sum")));
  const output = join(folder, "kube-apiserver.new");
  await promisify(execFile)(
    "go",
    ["build", "-mod=mod", "-o", output, "k8s.io/kubernetes/cmd/kube-apiserver"],
    {
      cwd: folder,
      maxBuffer: 1 << 26,
    },
  );
  renameSync(output, join(folder, "kube-apiserver"));
  return join(folder, "kube-apiserver");
}
