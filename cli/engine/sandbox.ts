import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { FileStore } from "@aip/sandbox/provider/file-store.ts";
import { UsageError } from "../command.ts";
import { requirePulumi } from "./cli.ts";
import type { EngineProject } from "./projects.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** A resource in the engine's records. */
export interface EngineResource {
  readonly type: string;
  readonly id?: string;
  readonly protect?: boolean;
  /** URN of the resource with which this one disappears. */
  readonly deletedWith?: string;
}

interface StackFile {
  readonly checkpoint?: { readonly latest?: { readonly resources?: readonly EngineResource[] } };
}

function readStack(file: string): StackFile {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as StackFile;
  } catch (error) {
    throw new UsageError(
      `${file} is no state of a stack (${(error as Error).message}). Put back the backup that Pulumi keeps beside it ` +
        `(${file}.bak), or delete the sandbox's folder and begin anew`,
    );
  }
}

export interface SandboxOptions {
  /** Where the sandbox keeps everything. Default: `.aip/sandbox/<environment>` in the repository, which git ignores. */
  readonly directory?: string | undefined;
}

/**
 * What one environment needs to run on the real engine without a cloud: a file backend, the state of the simulated
 * cloud, a passphrase for the secrets in state, and a copy of the environment file, which the CLI may write to.
 */
export class Sandbox {
  readonly environment: string;
  readonly directory: string;
  readonly #pulumi: string;
  readonly #region: string;

  /**
   * @throws InvalidEnvironment for a wrong environment file, before anything is written.
   * @throws UsageError where there is no Pulumi CLI.
   */
  constructor(environment: string, options: SandboxOptions = {}) {
    this.environment = environment;
    this.#region = readEnvironmentFile(environment).environment.region;
    this.#pulumi = requirePulumi();
    this.directory = options.directory ?? join(repository, ".aip", "sandbox", environment);
  }

  /** Makes the folders and the passphrase, and takes the environment file as it is now. */
  prepare(): void {
    for (const folder of ["backend", "state", "config"]) {
      mkdirSync(join(this.directory, folder), { recursive: true, mode: 0o700 });
    }
    if (!existsSync(this.#passphraseFile)) {
      writeFileSync(this.#passphraseFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
    }
    const committed = readFileSync(
      join(repository, "environments", `Pulumi.${this.environment}.yaml`),
      "utf8",
    );
    writeFileSync(this.configFile, `${this.#salt()}${committed}`);
  }

  /** The copy of the environment file that the CLI is given. */
  get configFile(): string {
    return join(this.directory, "config", `Pulumi.${this.environment}.yaml`);
  }

  get #passphraseFile(): string {
    return join(this.directory, "passphrase");
  }

  /** What the CLI added to the copy: the salt that its passphrase is used with. */
  #salt(): string {
    if (!existsSync(this.configFile)) return "";
    return /^encryptionsalt: .*\n/m.exec(readFileSync(this.configFile, "utf8"))?.[0] ?? "";
  }

  /** What has to come before everything else on PATH: the simulated providers, the repository's Node, the CLI. */
  get path(): string {
    const providers = join(repository, "sandbox", "provider", "bin");
    return [providers, join(repository, "node_modules", ".bin"), this.#pulumi].join(delimiter);
  }

  /** The variables, besides PATH, that make any `pulumi` command use the sandbox. */
  variables(): Record<string, string> {
    return {
      PULUMI_BACKEND_URL: pathToFileURL(join(this.directory, "backend")).href,
      PULUMI_CONFIG_PASSPHRASE_FILE: this.#passphraseFile,
      PULUMI_OPTION_CONFIG_FILE: this.configFile,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      AIP_SANDBOX_STATE: join(this.directory, "state"),
      AIP_SANDBOX_REGION: this.#region,
    };
  }

  /** The whole environment of a child process: no cloud credential of the caller reaches it. */
  processEnvironment(): Record<string, string> {
    const kept = [
      "AIP_CHARTS",
      "HOME",
      "LANG",
      "LC_ALL",
      "TERM",
      "TMPDIR",
      "USER",
      "PULUMI_HOME",
      "SystemRoot",
      "USERPROFILE",
      "XDG_CACHE_HOME",
    ];
    const inherited = kept.flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    );
    return {
      ...Object.fromEntries(inherited),
      ...this.variables(),
      PATH: [this.path, process.env.PATH ?? ""].join(delimiter),
      // Programs, plugins and policies load the same files again and again.
      NODE_COMPILE_CACHE: join(this.directory, "cache"),
      // Previews then report what they do as `up` and `destroy` do.
      PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
    };
  }

  /** The file of the project's stack on the file backend. */
  stackFile(project: Pick<EngineProject, "name">): string {
    return join(this.directory, "backend", ".pulumi", "stacks", project.name, `${this.environment}.json`);
  }

  /** What the engine has on record of the project; empty where it was never brought up. */
  resources(project: Pick<EngineProject, "name">): readonly EngineResource[] {
    const file = this.stackFile(project);
    if (!existsSync(file)) return [];
    return readStack(file).checkpoint?.latest?.resources ?? [];
  }

  /**
   * Deletes what went with another resource (`deletedWith`), as the setup of Vault goes with Vault: the engine asks no
   * provider to delete it.
   */
  deleteFollowers(resources: readonly EngineResource[]): void {
    const cloud = simulatedCloud({ region: this.#region, store: this.#store });
    for (const { id, type, deletedWith } of resources.toReversed()) {
      if (deletedWith && id !== undefined) cloud.delete(id, type);
    }
  }

  get #store(): FileStore {
    return new FileStore(join(this.directory, "state"));
  }

  /** How many resources the simulated cloud holds. */
  get leftInCloud(): number {
    return this.#store.list("res:").length;
  }
}
