import { Interrupted } from "../signals.ts";
import { Engine } from "./engine.ts";
import { refuseWithoutSandbox } from "./operate.ts";
import { chosenProjects } from "./projects.ts";
import { Sandbox } from "./sandbox.ts";

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * The shell commands after which plain `pulumi up -s <environment>` in `stacks/<layer>` uses the sandbox. Each layer's
 * stack is made first. The environment file is copied: run it again after a change.
 */
export async function shellExports(
  environment: string,
  options: { readonly sandbox: boolean; readonly directory?: string | undefined },
): Promise<string> {
  refuseWithoutSandbox("env", options.sandbox);
  const sandbox = new Sandbox(environment, { directory: options.directory });
  sandbox.prepare();
  const engine = new Engine(sandbox);
  for (const project of chosenProjects([])) {
    const problem = await engine.ensureStack(project);
    if (engine.interrupted) throw new Interrupted(engine.interrupted, "stopped; call it again");
    if (problem !== undefined) throw new Error(problem);
  }
  const path = `export PATH=${quoted(sandbox.path)}:"$PATH"`;
  const exports = Object.entries(sandbox.variables()).map(
    ([name, value]) => `export ${name}=${quoted(value)}`,
  );
  const comment = `# pulumi up -s ${environment} in stacks/<layer> now runs against the simulated cloud of ${environment}.`;
  return `${[path, ...exports, comment].join("\n")}\n`;
}
