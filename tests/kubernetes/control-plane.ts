import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram } from "@aip/common/programs.ts";
import { ApiClient } from "./client.ts";
import { buildControlPlane, type Programs } from "./toolchain.ts";

/** A Kubernetes control plane on the loopback interface. */
export interface ControlPlane {
  readonly client: ApiClient;
  /** Path of a kubeconfig for programs that use it. */
  readonly kubeconfig: string;
  stop(): void;
}

export interface ControlPlaneOptions {
  /** Whether kube-scheduler binds pods. Default: false. */
  readonly scheduler?: boolean;
  /** Controllers that kube-controller-manager runs, with flags of its own. Default: none. */
  readonly controllers?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

type Start = (program: string, name: string, flags: Record<string, string | number>) => ChildProcess;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/**
 * Starts etcd and kube-apiserver, and what the options ask for beside them. Without a scheduler it admits objects and nothing
 * runs. Service accounts are not looked for, so that a pod template can be shown to the API server as a pod without the
 * objects around it, and new nodes get no taint until a controller finds them ready; all other default admission, Pod
 * Security among it, is on.
 *
 * @throws Error with the end of the log, if the API server is not ready within 60 seconds.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const programs = await buildControlPlane();
  const folder = mkdtempSync(join(tmpdir(), "aip-kubernetes-"));
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const token = randomBytes(16).toString("hex");
  writeFileSync(join(folder, "tokens.csv"), `${token},test,test,"system:masters"\n`, { mode: 0o600 });
  execFileSync("openssl", ["genrsa", "-out", join(folder, "service-accounts.key"), "2048"], {
    stdio: "ignore",
  });

  const start: Start = (program, name, flags) => {
    const log = openSync(join(folder, `${name}.log`), "w");
    const list = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    return spawn(program, list, { stdio: ["ignore", log, log], env: { PATH: process.env.PATH } });
  };
  const children = [
    start(findProgram("etcd") as string, "etcd", {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": `http://127.0.0.1:${etcdPort}`,
      "advertise-client-urls": `http://127.0.0.1:${etcdPort}`,
      "listen-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-advertise-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-cluster": `default=http://127.0.0.1:${peerPort}`,
    }),
    start(programs["kube-apiserver"], "apiserver", {
      "etcd-servers": `http://127.0.0.1:${etcdPort}`,
      "cert-dir": join(folder, "certificates"),
      "bind-address": "127.0.0.1",
      "secure-port": port,
      "token-auth-file": join(folder, "tokens.csv"),
      "authorization-mode": "RBAC",
      "service-account-issuer": "https://kubernetes.default.svc",
      "service-account-key-file": join(folder, "service-accounts.key"),
      "service-account-signing-key-file": join(folder, "service-accounts.key"),
      "service-cluster-ip-range": "172.20.0.0/16",
      // As EKS has it: Pod Security decides in which namespaces.
      "allow-privileged": "true",
      "disable-admission-plugins": "ServiceAccount,TaintNodesByCondition",
    }),
  ];
  // Nothing here is worth an orderly end, which would take the API server a minute.
  const kill = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const stop = () => {
    process.off("exit", kill);
    kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  const certificate = () => readFileSync(join(folder, "certificates", "apiserver.crt"));
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    try {
      const client = new ApiClient({ port, token, certificate: certificate() });
      if ((await client.request("GET", "/readyz")).status === 200) {
        children.push(...startOthers(programs, options, { folder, port, token, start }));
        return {
          client,
          kubeconfig: join(folder, "kubeconfig"),
          stop: () => {
            client.close();
            stop();
          },
        };
      }
      client.close();
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const log = readFileSync(join(folder, "apiserver.log"), "utf8").slice(-2000);
  stop();
  throw new Error(`kube-apiserver was not ready within 60 seconds:\n${log}`);
}

/** What uses the API server: scheduler and controllers. They are alone, and need no election and no port. */
function startOthers(
  programs: Programs,
  options: ControlPlaneOptions,
  { folder, port, token, start }: { folder: string; port: number; token: string; start: Start },
): ChildProcess[] {
  const kubeconfig = join(folder, "kubeconfig");
  const named = (name: string, entry: object) => [{ name: "test", [name]: entry }];
  const server = `https://127.0.0.1:${port}`;
  const authority = { "certificate-authority": join(folder, "certificates", "apiserver.crt") };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "test",
    clusters: named("cluster", { server, ...authority }),
    users: named("user", { token }),
    contexts: named("context", { cluster: "test", user: "test" }),
  };
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  const alone = { kubeconfig, "leader-elect": "false", "secure-port": 0 };
  const speed = { "kube-api-qps": 1000, "kube-api-burst": 1000 };
  const controllers = Object.entries(options.controllers ?? {});
  return [
    ...(options.scheduler ? [start(programs["kube-scheduler"], "scheduler", { ...alone, ...speed })] : []),
    ...(controllers.length === 0
      ? []
      : [
          start(programs["kube-controller-manager"], "controllers", {
            ...alone,
            ...speed,
            controllers: controllers.map(([name]) => name).join(","),
            ...Object.assign({}, ...controllers.map(([, flags]) => flags)),
          }),
        ]),
  ];
}
