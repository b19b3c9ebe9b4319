import { Agent, request } from "node:https";

export interface ApiAnswer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  /** The warnings the API server sent along. */
  readonly warnings: readonly string[];
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

interface Kind {
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The few requests the tests make, over one kept connection. */
export class ApiClient {
  readonly #options: { port: number; token: string; certificate: Buffer };
  readonly #agent: Agent;
  readonly #kinds = new Map<string, Kind>();

  constructor(options: { port: number; token: string; certificate: Buffer }) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 8, ca: options.certificate });
  }

  close(): void {
    this.#agent.destroy();
  }

  request(
    method: string,
    path: string,
    body?: unknown,
    contentType = "application/json",
  ): Promise<ApiAnswer> {
    return new Promise((resolve, reject) => {
      const call = request(
        {
          agent: this.#agent,
          host: "127.0.0.1",
          port: this.#options.port,
          method,
          path,
          timeout: 30_000,
          headers: { authorization: `Bearer ${this.#options.token}`, "content-type": contentType },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => {
            const text = Buffer.concat(chunks).toString("utf8");
            const json = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : { text };
            const warnings = answer.headersDistinct.warning ?? [];
            resolve({ status: answer.statusCode ?? 0, body: json, warnings });
          });
        },
      );
      call.on("error", reject);
      call.on("timeout", () => call.destroy(new Error(`no answer to ${method} ${path} within 30 seconds`)));
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** Reads which kinds a group and version has. */
  async discover(apiVersion: string): Promise<void> {
    const path = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { body } = await this.request("GET", path);
    const resources = (body.resources ?? []) as { name: string; kind: string; namespaced: boolean }[];
    for (const { name, kind, namespaced } of resources) {
      if (!name.includes("/")) this.#kinds.set(`${apiVersion}/${kind}`, { plural: name, namespaced });
    }
  }

  /** The address of an object; undefined where the API server does not know its kind. */
  async pathOf(manifest: Manifest): Promise<string | undefined> {
    const { apiVersion, metadata } = manifest;
    const key = `${apiVersion}/${manifest.kind}`;
    if (!this.#kinds.has(key)) await this.discover(apiVersion);
    const kind = this.#kinds.get(key);
    if (!kind) return undefined;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const scope = kind.namespaced ? `/namespaces/${metadata.namespace ?? "default"}` : "";
    return `${root}${scope}/${kind.plural}/${encodeURIComponent(metadata.name)}`;
  }

  /**
   * Applies an object, with unknown fields refused.
   *
   * @returns What the API server has against it; undefined where it accepts.
   */
  async apply(manifest: Manifest, options: { dryRun: boolean }): Promise<string | undefined> {
    const path = await this.pathOf(manifest);
    if (path === undefined) return `no kind ${manifest.kind} in ${manifest.apiVersion}`;
    const dryRun = options.dryRun ? "&dryRun=All" : "";
    const query = `fieldManager=test&fieldValidation=Strict&force=true${dryRun}`;
    const answer = await this.request("PATCH", `${path}?${query}`, manifest, "application/apply-patch+yaml");
    if (answer.status < 300) return undefined;
    return String(answer.body.message ?? answer.body.text);
  }
}
