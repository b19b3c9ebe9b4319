import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { repository } from "./packed.ts";

/**
 * What `pulumi preview --policy-pack node_modules/@aip/policies` prints in a project's folder: the real engine and its own
 * way to run TypeScript, with the simulated providers of this repository. It knows no cloud credential.
 *
 * @param pulumi Folder of the CLI.
 */
export function preview(folder: string, pulumi: string): string {
  const [backend, state] = [join(folder, "backend"), join(folder, "state")];
  for (const path of [backend, state]) mkdirSync(path, { recursive: true });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: consumer\nruntime: nodejs\n");
  writeFileSync(
    join(folder, "Pulumi.dev.yaml"),
    'config: { "consumer:clusterName": main, "aws:region": us-east-1 }\n',
  );
  const run = (...args: string[]): string => {
    const { stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive", "--color", "never"], {
      cwd: folder,
      encoding: "utf8",
      env: {
        HOME: process.env.HOME,
        PATH: [
          join(repository, "sandbox", "provider", "bin"),
          join(repository, "node_modules", ".bin"),
          pulumi,
          process.env.PATH,
        ].join(delimiter),
        PULUMI_BACKEND_URL: pathToFileURL(backend).href,
        PULUMI_CONFIG_PASSPHRASE: "only of this test",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        AIP_SANDBOX_STATE: state,
        AIP_SANDBOX_REGION: "us-east-1",
      },
    });
    return `${stdout}${stderr}`;
  };
  return (
    run("stack", "init", "dev") + run("preview", "--policy-pack", join("node_modules", "@aip", "policies"))
  );
}
