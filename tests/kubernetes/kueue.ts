import { type ChildProcess, execFile, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "@aip/common/programs.ts";
import { charts } from "@aip/facts/charts.ts";
import { parseAllDocuments } from "yaml";
import { certificates } from "../real/support/certificates.ts";
import type { ApiClient, Manifest } from "./client.ts";
import type { ControlPlane } from "./control-plane.ts";
import { create } from "./scheduling.ts";
import { goModule } from "./toolchain.ts";

/** The version that the platform installs: its Go module has the same. */
const version = `v${charts.kueue.version}`;
const folder = join(cacheFolder("aip-test"), `kueue-${version}`);
const program = join(folder, "kueue");

const namespace = "kueue-system";
const webhookService = "kueue-webhook-service";
const secret = "kueue-webhook-server-cert";

/** Why Kueue cannot be started here, or undefined. */
export const missingKueue = (): string | undefined =>
  existsSync(program)
    ? undefined
    : `Kueue ${version} is not built; \`node tests/kubernetes/build.ts kueue\` does it, once, in about 5 minutes`;

/** Builds Kueue from its Go module, about 5 minutes on two cores, once for each version. */
export async function buildKueue(): Promise<string> {
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  const source = goModule("sigs.k8s.io/kueue", version);
  const go = /^go (\S+)$/m.exec(readFileSync(join(source, "go.mod"), "utf8"))?.[1];
  const lines = ["module test.example.com/kueue", `go ${go}`, `require sigs.k8s.io/kueue ${version}`];
  writeFileSync(join(folder, "go.mod"), `${lines.join("\n\n")}\n`);
  writeFileSync(join(folder, "go.sum"), readFileSync(join(source, "go.sum")));
  const output = join(folder, "kueue.new");
  const build = ["build", "-mod=mod", "-o", output, "sigs.k8s.io/kueue/cmd/kueue"];
  await promisify(execFile)("go", build, { cwd: folder, maxBuffer: 1 << 26 });
  renameSync(output, program);
  return program;
}

interface Spec {
  readonly group: string;
  readonly versions: readonly { readonly name: string }[];
}

/**
 * A definition with v1beta2 alone, where it has that: then nothing is ever converted. Kueue still wants to put its authority
 * into the place where a webhook for that is named.
 */
function newestOnly(spec: Spec): object {
  const newest = spec.versions.find(({ name }) => name === "v1beta2");
  const service = { namespace, name: webhookService, path: "/convert" };
  return {
    ...spec,
    versions: newest ? [{ ...newest, served: true, storage: true }] : spec.versions,
    conversion: {
      strategy: "Webhook",
      webhook: { clientConfig: { service }, conversionReviewVersions: ["v1"] },
    },
  };
}

/** The definitions of Kueue's kinds. */
async function installKinds({ client }: ControlPlane): Promise<void> {
  const bases = join(goModule("sigs.k8s.io/kueue", version), "config/components/crd/bases");
  const files = globSync("*.yaml", { cwd: bases }).map((name) => readFileSync(join(bases, name), "utf8"));
  for (const document of files.flatMap((text) => parseAllDocuments(text))) {
    const definition = document.toJS() as Manifest | null;
    if (definition === null) continue;
    await create(client, { ...definition, spec: newestOnly(definition.spec as Spec) });
  }
}

/** What Kueue makes its certificates for, and waits for; nothing ever calls the webhooks. */
async function prepareCertificates(client: ApiClient): Promise<void> {
  await create(client, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  await create(client, { apiVersion: "v1", kind: "Secret", metadata: { name: secret, namespace } });
  for (const kind of ["Mutating", "Validating"]) {
    await create(client, {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: `${kind}WebhookConfiguration`,
      metadata: { name: `kueue-${kind.toLowerCase()}-webhook-configuration` },
      webhooks: [],
    });
  }
}

/** Starts Kueue without its webhooks: jobs are created suspended, as those would do it. */
export async function startKueue(plane: ControlPlane, work: string): Promise<ChildProcess> {
  await installKinds(plane);
  certificates(work);
  copyFileSync(join(work, "server.crt"), join(work, "tls.crt"));
  copyFileSync(join(work, "server.key"), join(work, "tls.key"));
  await prepareCertificates(plane.client);
  const configuration = {
    apiVersion: "config.kueue.x-k8s.io/v1beta2",
    kind: "Configuration",
    health: { healthProbeBindAddress: "127.0.0.1:0" },
    metrics: { bindAddress: "0" },
    webhook: { host: "127.0.0.1", port: 0, certDir: work },
    leaderElection: { leaderElect: false },
    namespace,
    internalCertManagement: { enable: true, webhookServiceName: webhookService, webhookSecretName: secret },
    manageJobsWithoutQueueName: false,
    integrations: { frameworks: ["batch/job"] },
  };
  const file = join(work, "configuration.yaml");
  writeFileSync(file, JSON.stringify(configuration));
  const log = openSync(join(work, "kueue.log"), "w");
  const flags = [
    `--config=${file}`,
    `--kubeconfig=${plane.kubeconfig}`,
    "--feature-gates=VisibilityOnDemand=false",
  ];
  return spawn(program, flags, { stdio: ["ignore", log, log], env: { PATH: process.env.PATH } });
}
