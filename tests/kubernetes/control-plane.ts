import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiClient } from "./client.ts";

/** A kube-apiserver and its etcd on the loopback interface, with nothing behind them: it admits objects, nothing runs. */
export interface ControlPlane {
  readonly client: ApiClient;
  stop(): void;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/**
 * Starts both. Service accounts are not looked for, so that a pod template can be shown to the API server as a pod
 * without the objects around it; all other default admission, Pod Security among it, is on.
 *
 * @throws Error with the end of the log, if the API server is not ready within 60 seconds.
 */
export async function startControlPlane(programs: {
  apiServer: string;
  etcd: string;
}): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), "aip-apiserver-"));
  const [etcdPort, peerPort, port] = [await freePort(), await freePort(), await freePort()];
  const token = randomBytes(16).toString("hex");
  writeFileSync(join(folder, "tokens.csv"), `${token},test,test,"system:masters"\n`, { mode: 0o600 });
  execFileSync("openssl", ["genrsa", "-out", join(folder, "service-accounts.key"), "2048"], {
    stdio: "ignore",
  });

  const start = (program: string, name: string, flags: Record<string, string | number>): ChildProcess => {
    const log = openSync(join(folder, `${name}.log`), "w");
    const list = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
    return spawn(program, list, { stdio: ["ignore", log, log], env: { PATH: process.env.PATH } });
  };
  const children = [
    start(programs.etcd, "etcd", {
      "data-dir": join(folder, "etcd"),
      "listen-client-urls": `http://127.0.0.1:${etcdPort}`,
      "advertise-client-urls": `http://127.0.0.1:${etcdPort}`,
      "listen-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-advertise-peer-urls": `http://127.0.0.1:${peerPort}`,
      "initial-cluster": `default=http://127.0.0.1:${peerPort}`,
    }),
    start(programs.apiServer, "apiserver", {
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
      "disable-admission-plugins": "ServiceAccount",
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
        return {
          client,
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
