import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { UsageError } from "../command.ts";
import type { Plan } from "../plan/file.ts";

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

/** Plans a revision with its own code, in a work tree of its own, and with the packages that are installed here. */
async function planRevision(revision: string, environment: string): Promise<Plan> {
  const commit = resolveRevision(revision);
  const scratch = mkdtempSync(join(tmpdir(), "aip-base-"));
  const tree = join(scratch, "tree");
  const file = join(scratch, "plan.json");
  try {
    git("worktree", "add", "--detach", "--quiet", tree, commit);
    linkPackages(tree);
    await planIn(tree, environment, file, join(scratch, "plan.html"));
    return readPlan(file);
  } finally {
    git("worktree", "remove", "--force", tree);
    rmSync(scratch, { recursive: true, force: true });
  }
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

async function planIn(tree: string, environment: string, json: string, html: string): Promise<void> {
  const child = spawn(
    process.execPath,
    [join(tree, "cli", "main.ts"), "plan", environment, "--json", json, "--html", html],
    { cwd: tree, stdio: ["ignore", "ignore", "pipe"] },
  );
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  // A base that breaks a policy is a base all the same; one without a plan file is not.
  if (!existsSync(json)) {
    throw new UsageError(
      `the revision to compare with cannot be planned:\n${Buffer.concat(errors).toString()}`,
    );
  }
}
