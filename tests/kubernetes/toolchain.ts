import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder, findProgram } from "@aip/common/programs.ts";

/** The patch release nearest to the clusters' Kubernetes version. */
export const kubernetesVersion = "v1.35.4";

const names = ["kube-apiserver", "kube-scheduler", "kube-controller-manager"] as const;

/** Paths of the programs of a control plane, apart from etcd. */
export type Programs = Readonly<Record<(typeof names)[number], string>>;

const folder = join(cacheFolder("aip-test"), `kubernetes-${kubernetesVersion}`);

/** The folder of a Go module, which the Go command downloads where it is not in its cache. */
export function goModule(path: string, version: string): string {
  const answer = execFileSync("go", ["mod", "download", "-json", `${path}@${version}`], {
    encoding: "utf8",
    cwd: homedir(),
  });
  return (JSON.parse(answer) as { Dir: string }).Dir;
}

/** The programs that are built already; undefined before `buildControlPlane`. */
function built(): Programs | undefined {
  const programs = Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Programs;
  return Object.values(programs).every((path) => existsSync(path)) ? programs : undefined;
}

/** Why a control plane cannot be started here, or undefined. */
export function missingControlPlane(): string | undefined {
  if (!findProgram("etcd")) return "etcd is not installed (Debian: apt-get install etcd-server)";
  if (!findProgram("go")) return "Go is not installed";
  if (!built() && !process.env.CI) {
    return "Kubernetes' control plane is not built yet; `node tests/kubernetes/build.ts` does it, once, in about 6 minutes";
  }
  return undefined;
}

/**
 * Builds the control plane from Kubernetes' Go module, about 6 minutes on two cores, once for each version. It is one build,
 * because the programs share most of their packages. Kubernetes' own modules have no version in its go.mod; each is released
 * with it, as 0.x for 1.x.
 */
export async function buildControlPlane(): Promise<Programs> {
  const before = built();
  if (before) return before;
  mkdirSync(folder, { recursive: true });
  const source = goModule("k8s.io/kubernetes", kubernetesVersion);
  const goMod = readFileSync(join(source, "go.mod"), "utf8");
  const release = kubernetesVersion.replace("v1.", "v0.");
  const modules = [...goMod.matchAll(/^\s+(k8s\.io\/[a-z-]+) v0\.0\.0$/gm)].map(([, name]) => name);
  const lines = [
    "module test.example.com/kubernetes",
    `go ${/^go (\S+)$/m.exec(goMod)?.[1]}`,
    `require k8s.io/kubernetes ${kubernetesVersion}`,
    ...modules.map((name) => `replace ${name} => ${name} ${release}`),
  ];
  writeFileSync(join(folder, "go.mod"), `${lines.join("\n\n")}\n`);
  writeFileSync(join(folder, "go.sum"), readFileSync(join(source, "go.sum")));
  const output = join(folder, "new");
  const packages = names.map((name) => `k8s.io/kubernetes/cmd/${name}`);
  // Without it the API server says that it is v0.0.0, which controllers refuse.
  const [major = "", minor = ""] = kubernetesVersion.slice(1).split(".");
  const stamps = Object.entries({ gitVersion: kubernetesVersion, gitMajor: major, gitMinor: minor });
  const flags = stamps.map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`).join(" ");
  const build = ["build", "-mod=mod", "-ldflags", flags, "-o", `${output}/`, ...packages];
  await promisify(execFile)("go", build, { cwd: folder, maxBuffer: 1 << 26 });
  for (const name of names) renameSync(join(output, name), join(folder, name));
  const programs = built();
  if (!programs) throw new Error(`the build of Kubernetes left no programs in ${folder}`);
  return programs;
}
