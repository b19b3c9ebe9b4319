import { execFileSync } from "node:child_process";
import { resourceSignature, secretSignature, signatureKey } from "@aip/common/protocol.ts";
import type { EngineProject } from "../../cli/engine/projects.ts";
import type { Sandbox } from "../../cli/engine/sandbox.ts";

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

/** What the engine gives out as a stack's state: with secrets as ciphertext, or in plain text. */
export function exportState(sandbox: Sandbox, project: EngineProject, showSecrets = false): string {
  const args = ["stack", "export", "-s", sandbox.environment, ...(showSecrets ? ["--show-secrets"] : [])];
  return execFileSync("pulumi", args, {
    cwd: project.folder,
    env: sandbox.processEnvironment(),
    encoding: "utf8",
    maxBuffer: 1024 * 1024 * 1024,
  });
}

export const resourcesOf = (state: string): StateResource[] =>
  (JSON.parse(state) as { deployment: { resources?: StateResource[] } }).deployment.resources ?? [];

type Visit = (value: Record<string, unknown>) => { readonly replaced: unknown } | undefined;

function walk(value: unknown, visit: Visit): unknown {
  if (Array.isArray(value)) return value.map((item) => walk(item, visit));
  if (value === null || typeof value !== "object") return value;
  const found = visit(value as Record<string, unknown>);
  if (found) return found.replaced;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, visit)]));
}

/** Values of the state as a plan file has them: `[secret]` for secrets, ids for references to resources. */
export const asPlanned = (value: unknown): unknown =>
  walk(value, (object) => {
    if (object[signatureKey] === secretSignature) return { replaced: "[secret]" };
    if (object[signatureKey] === resourceSignature) return { replaced: object.id || object.urn };
    return undefined;
  });

/** The texts inside the secrets of a state that shows them, too long to be found by chance. */
export function secretTexts(state: string): Set<string> {
  const texts = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string" && value.length >= 12) texts.add(value);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(collect);
  };
  walk(JSON.parse(state), (object) => {
    if (object[signatureKey] !== secretSignature) return undefined;
    if (typeof object.plaintext === "string") collect(JSON.parse(object.plaintext));
    return { replaced: undefined };
  });
  return texts;
}
