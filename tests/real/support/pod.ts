import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClusterObject, PlannedCluster } from "./cluster-objects.ts";
import { renderTemplate } from "./secret-template.ts";

interface Container {
  readonly name: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string };
    readonly secret?: {
      readonly secretName: string;
      readonly items?: readonly { readonly key: string; readonly path: string }[];
    };
    readonly emptyDir?: object;
  }[];
}

/** A command as a container of the plan would run it, with paths and addresses of this machine. */
export interface LocalCommand {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Values of the secrets that a plan knows only the ARNs of, by Kubernetes secret and name within its template. */
export type SecretValues = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The files and commands of a pod of the plan, on this machine: volumes are folders below a temporary one, and texts of
 * the plan such as host names are replaced by what takes their place here. Remove it after use.
 */
export class LocalPod {
  readonly folder = mkdtempSync(join(tmpdir(), "aip-pod-"));
  readonly #cluster: PlannedCluster;
  readonly #namespace: string;
  readonly #spec: PodSpec;
  #secrets: SecretValues;
  readonly #replacements: Readonly<Record<string, string>>;

  /**
   * @param owner Deployment, Job or other object with a pod template.
   * @param secrets Values of the secrets its volumes hold.
   * @param replacements What takes the place of texts of the plan; the longest is replaced first.
   */
  constructor(
    cluster: PlannedCluster,
    owner: ClusterObject,
    secrets: SecretValues,
    replacements: Readonly<Record<string, string>>,
  ) {
    this.#cluster = cluster;
    this.#namespace = owner.metadata.namespace ?? "default";
    this.#spec = podSpecOf(owner);
    this.#secrets = secrets;
    this.#replacements = replacements;
    this.writeFiles();
  }

  /** Writes the files of all volumes; with other secrets, these are those of commands that are asked for later, too. */
  writeFiles(secrets: SecretValues = this.#secrets): void {
    this.#secrets = secrets;
    for (const volume of this.#spec.volumes ?? []) {
      const folder = join(this.folder, volume.name);
      mkdirSync(folder, { recursive: true });
      const files = volume.configMap
        ? (this.#cluster.get("ConfigMap", this.#namespace, volume.configMap.name).data ?? {})
        : volume.secret
          ? chosen(this.secret(volume.secret.secretName, secrets), volume.secret.items)
          : {};
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), this.#local(text), { mode: 0o640 });
      }
    }
  }

  /** The content of a secret that External Secrets would keep, by key. */
  secret(name: string, secrets: SecretValues = this.#secrets): Readonly<Record<string, string>> {
    const values = secrets[name];
    if (!values) throw new Error(`no values were given for the secret ${this.#namespace}/${name}`);
    const { spec } = this.#cluster.get("ExternalSecret", this.#namespace, name);
    const { target, data } = spec as {
      target: { template?: { data: Record<string, string> } };
      data: { secretKey: string }[];
    };
    const missing = data.filter(({ secretKey }) => values[secretKey] === undefined);
    if (missing.length > 0) {
      throw new Error(`the secret ${name} lacks ${missing.map(({ secretKey }) => secretKey).join(", ")}`);
    }
    return target.template
      ? Object.fromEntries(
          Object.entries(target.template.data).map(([key, text]) => [key, renderTemplate(text, values)]),
        )
      : Object.fromEntries(data.map(({ secretKey }) => [secretKey, values[secretKey] ?? ""]));
  }

  /** The command of a container, the first one by default; an init container by its name. */
  command(name?: string): LocalCommand {
    const all = [...this.#spec.containers, ...(this.#spec.initContainers ?? [])];
    const container = name === undefined ? all[0] : all.find((each) => each.name === name);
    if (!container) throw new Error(`the pod has no container ${name}`);
    const mounts = Object.fromEntries(
      (container.volumeMounts ?? []).map(({ name, mountPath }) => [mountPath, join(this.folder, name)]),
    );
    const local = (text: string) => this.#local(text, mounts);
    return {
      command: [...(container.command ?? []), ...(container.args ?? [])].map(local),
      env: Object.fromEntries(
        (container.env ?? []).map(({ name, value = "", valueFrom }) => [
          name,
          local(valueFrom ? this.#secretKey(valueFrom.secretKeyRef) : value),
        ]),
      ),
    };
  }

  #secretKey({ name, key }: { readonly name: string; readonly key: string }): string {
    const value = this.secret(name)[key];
    if (value === undefined) throw new Error(`the secret ${this.#namespace}/${name} has no key ${key}`);
    return value;
  }

  #local(text: string, more: Readonly<Record<string, string>> = this.#allMounts()): string {
    const replacements = Object.entries({ ...more, ...this.#replacements }).sort(
      ([one], [other]) => other.length - one.length,
    );
    // In one pass, so that no replacement is replaced again.
    const pattern = replacements.map(([from]) => from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
    const table = Object.fromEntries(replacements);
    return pattern === ""
      ? text
      : text.replaceAll(new RegExp(pattern, "g"), (found) => table[found] ?? found);
  }

  #allMounts(): Record<string, string> {
    return Object.fromEntries(
      this.#spec.containers.flatMap(({ volumeMounts = [] }) =>
        volumeMounts.map(({ name, mountPath }) => [mountPath, join(this.folder, name)]),
      ),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The files of a volume that takes some keys of a secret, or all. */
const chosen = (
  secret: Readonly<Record<string, string>>,
  items?: readonly { readonly key: string; readonly path: string }[],
): Readonly<Record<string, string>> =>
  items ? Object.fromEntries(items.map(({ key, path }) => [path, secret[key] ?? ""])) : secret;

function podSpecOf({ kind, spec }: ClusterObject): PodSpec {
  const template = (holder: unknown) => (holder as { template: { spec: PodSpec } }).template.spec;
  return kind === "CronJob"
    ? template((spec as { jobTemplate: { spec: unknown } }).jobTemplate.spec)
    : template(spec);
}
