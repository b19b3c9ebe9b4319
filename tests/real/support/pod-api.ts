import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { selects } from "./label-selector.ts";

/** A pod as it is asked for, and how far it is. */
export interface AskedPod {
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly resourceVersion?: string;
  };
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: { readonly phase: string };
}

const collection = /^\/api\/v1\/namespaces\/([^/]+)\/pods$/;
const one = /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/]+)$/;

/** What a client asks first, to know what there is. */
const discovery: Readonly<Record<string, object>> = {
  "/version": { major: "1", minor: "35", gitVersion: "v1.35.0" },
  "/api": { kind: "APIVersions", versions: ["v1"] },
  "/apis": { kind: "APIGroupList", apiVersion: "v1", groups: [] },
  "/api/v1": {
    kind: "APIResourceList",
    groupVersion: "v1",
    resources: [
      {
        name: "pods",
        kind: "Pod",
        namespaced: true,
        verbs: ["create", "delete", "get", "list", "patch", "watch"],
      },
    ],
  },
};

/**
 * As much of a Kubernetes API server as an executor of pods asks for: they are created, listed by label, watched, patched
 * and deleted. In the place of the kubelet a function of the caller runs each. It checks nothing of a pod, and knows no
 * permissions. Stop it after use.
 */
export class PodApi {
  /** Every pod that was asked for, as it was asked for, the oldest first. */
  readonly asked: AskedPod[] = [];
  readonly #pods = new Map<string, AskedPod>();
  readonly #watchers = new Set<{ readonly response: ServerResponse; readonly selector: string }>();
  readonly #run: (pod: AskedPod) => Promise<boolean>;
  readonly #server: Server;
  #version = 1;

  private constructor(run: (pod: AskedPod) => Promise<boolean>) {
    this.#run = run;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @param run Runs a pod to its end, and says whether it ended well. */
  static async start(run: (pod: AskedPod) => Promise<boolean>): Promise<PodApi> {
    const api = new PodApi(run);
    await new Promise<void>((resolve) => api.#server.listen(0, "127.0.0.1", resolve));
    return api;
  }

  /** A kubeconfig for its clients. */
  get kubeconfig(): string {
    const { port } = this.#server.address() as AddressInfo;
    return JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "here", cluster: { server: `http://127.0.0.1:${port}` } }],
      users: [{ name: "here", user: {} }],
      contexts: [{ name: "here", context: { cluster: "here", user: "here" } }],
      "current-context": "here",
    });
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://here");
    const selector = searchParams.get("labelSelector") ?? "";
    const send = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const name = one.exec(pathname)?.[2];
    const pod = name === undefined ? undefined : this.#pods.get(name);
    if (discovery[pathname]) send(200, discovery[pathname]);
    else if (collection.test(pathname) && request.method === "POST") {
      const asked = (await json(request)) as AskedPod;
      this.asked.push(asked);
      send(201, this.#put("ADDED", { ...asked, status: { phase: "Pending" } }));
      void this.#finish(asked);
    } else if (collection.test(pathname) && searchParams.get("watch")?.toLowerCase() === "true") {
      response.writeHead(200, { "content-type": "application/json" });
      response.flushHeaders();
      const watcher = { response, selector };
      this.#watchers.add(watcher);
      response.once("close", () => this.#watchers.delete(watcher));
    } else if (collection.test(pathname)) {
      const items = [...this.#pods.values()].filter(({ metadata }) =>
        selects(selector, metadata.labels ?? {}),
      );
      send(200, {
        kind: "PodList",
        apiVersion: "v1",
        metadata: { resourceVersion: String(this.#version) },
        items,
      });
    } else if (pod === undefined) {
      send(404, { kind: "Status", apiVersion: "v1", status: "Failure", reason: "NotFound", code: 404 });
    } else if (request.method === "PATCH") {
      const { metadata } = (await json(request)) as AskedPod;
      const labels = { ...pod.metadata.labels, ...metadata.labels };
      send(200, this.#put("MODIFIED", { ...pod, metadata: { ...pod.metadata, labels } }));
    } else if (request.method === "DELETE") {
      this.#pods.delete(pod.metadata.name);
      this.#tell("DELETED", pod);
      send(200, pod);
    } else send(200, pod);
  }

  async #finish({ metadata: { name } }: AskedPod): Promise<void> {
    const phase = (next: string): AskedPod | undefined => {
      const pod = this.#pods.get(name);
      return pod && this.#put("MODIFIED", { ...pod, status: { phase: next } });
    };
    const running = phase("Running");
    const succeeded = running !== undefined && (await this.#run(running));
    phase(succeeded ? "Succeeded" : "Failed");
  }

  #put(event: string, pod: AskedPod): AskedPod {
    this.#version += 1;
    const metadata = { ...pod.metadata, resourceVersion: String(this.#version) };
    const kept = { apiVersion: "v1", kind: "Pod", ...pod, metadata };
    this.#pods.set(metadata.name, kept);
    this.#tell(event, kept);
    return kept;
  }

  #tell(type: string, object: AskedPod): void {
    for (const { response, selector } of this.#watchers) {
      if (selects(selector, object.metadata.labels ?? {}))
        response.write(`${JSON.stringify({ type, object })}\n`);
    }
  }
}

async function json(request: IncomingMessage): Promise<unknown> {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text);
}
