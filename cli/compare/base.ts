import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../command.ts";
import type { Plan } from "../plan/file.ts";
import { withTemporaryFolder } from "../temporary.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/**
 * The plan to compare with: that of a plan file, or of the environment as it is at a git revision.
 *
 * @throws UsageError when the text names neither, or the revision cannot be planned.
 */
export async function basePlan(against: string, environment: string): Promise<Plan> {
  const plan = existsSync(against) ? readPlan(against) : await planRevision(against, environment);
  if (plan.environment !== environment) {
    throw new UsageError(`--against is a plan of ${plan.environment}; expected one of ${environment}`);
  }
  return plan;
}

function readPlan(path: string): Plan {
  const plan = parse(path);
  if (plan?.version !== 1)
    throw new UsageError(`${path} is not a plan file of version 1; write one with aip plan --json`);
  return plan;
}

function parse(path: string): Plan | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Plan;
  } catch {
    return undefined;
  }
}

/** Plans a revision with its own code, in a folder of its own, and with the packages that are installed here. */
async function planRevision(revision: string, environment: string): Promise<Plan> {
  const commit = resolveRevision(revision);
  let running: ChildProcess | undefined;
  const work = async (scratch: string) => {
    const tree = join(scratch, "tree");
    const file = join(scratch, "plan.json");
    mkdirSync(tree);
    running = checkOut(commit, tree, join(scratch, "index"));
    await ended(running, `git cannot write the files of ${revision}`);
    linkPackages(tree);
    running = planIn(tree, environment, file, join(scratch, "plan.html"));
    // A base that breaks a policy is a base all the same; one without a plan file is not.
    await ended(running, "the revision to compare with cannot be planned", () => existsSync(file));
    return readPlan(file);
  };
  return withTemporaryFolder("aip-base-", work, () => {
    if (running) stop(running);
  });
}

/** Ends a process and those it has started. What they leave is removed with the folder they write to. */
function stop({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null && signalCode === null) process.kill(-pid, "SIGKILL");
}

function resolveRevision(revision: string): string {
  try {
    return git("rev-parse", "--verify", "--quiet", `${revision}^{commit}`).trim();
  } catch {
    throw new UsageError(`--against: ${revision} is neither a plan file nor a git revision`);
  }
}

const git = (...args: string[]): string =>
  execFileSync("git", ["-C", repository, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** Our own packages are those of the revision; everything else is what is installed. */
function linkPackages(tree: string): void {
  const installed = join(repository, "node_modules");
  const target = join(tree, "node_modules");
  mkdirSync(join(target, "@aip"), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== "@aip") symlinkSync(join(installed, name), join(target, name));
  }
  const { workspaces } = JSON.parse(readFileSync(join(tree, "package.json"), "utf8")) as {
    workspaces: readonly string[];
  };
  // No package imports a layer or a consumer of the packages, which are below a folder.
  for (const name of workspaces.filter((workspace) => !workspace.includes("/"))) {
    symlinkSync(join(tree, name), join(target, "@aip", name));
  }
}

/** Writes the files of a commit. Its index is a file of its own, so that nothing of the repository changes. */
const checkOut = (commit: string, tree: string, index: string): ChildProcess =>
  spawn("git", ["-C", repository, "--work-tree", tree, "read-tree", "--reset", "-u", commit], {
    env: { ...process.env, GIT_INDEX_FILE: index },
    ...ownGroup,
  });

const planIn = (tree: string, environment: string, json: string, html: string): ChildProcess =>
  spawn(
    process.execPath,
    [join(tree, "cli", "main.ts"), "plan", environment, "--json", json, "--html", html],
    { cwd: tree, ...ownGroup },
  );

/** An interrupt at the terminal reaches us alone, and we end the process. */
const ownGroup = { detached: true, stdio: ["ignore", "ignore", "pipe"] } satisfies SpawnOptions;

/**
 * Waits for a process.
 *
 * @param good Whether it has done what it should. Default: its exit code is 0.
 * @throws UsageError with the problem and what the process said, if it has not.
 */
async function ended(child: ChildProcess, problem: string, good = () => child.exitCode === 0): Promise<void> {
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  if (!good()) throw new UsageError(`${problem}:\n${errors.trim()}`);
}
