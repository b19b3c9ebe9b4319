import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

const mountType = "vault:index/mount:Mount";
const authType = "vault:index/authBackend:AuthBackend";

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Vault stores paths without slashes at their ends. */
const trimmed = (path: string): string => path.replace(/^\/+|\/+$/g, "");

/** The path an authentication method is mounted at: its type where none is given. */
const authPath = (inputs: Record<string, unknown>): string =>
  trimmed(text(inputs.path) ?? text(inputs.type) ?? "");

/** Vault answers "no handler for route" to everything below a path where nothing is mounted. */
const needsMount =
  (property: string) =>
  (planned: PlannedResource, cloud: CloudView, report: Report): void => {
    const path = text(planned.inputs[property]);
    if (path === undefined) return;
    const mounts = cloud.all(mountType).map((mount) => trimmed(String(mount.inputs.path)));
    if (!mounts.some((mount) => trimmed(path) === mount || trimmed(path).startsWith(`${mount}/`))) {
      report(
        property,
        path,
        `a path below a mounted secrets engine: ${mounts.join(", ") || "there is none"}`,
      );
    }
  };

function needsAuth(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const backend = text(planned.inputs.backend) ?? "kubernetes";
  if ("backend" in planned.inputs && planned.inputs.backend === undefined) return;
  const paths = cloud.all(authType).map((auth) => authPath(auth.inputs));
  if (!paths.includes(trimmed(backend))) {
    report(
      "backend",
      backend,
      `the path of an authentication method: ${paths.join(", ") || "there is none"}`,
    );
  }
}

function checkMount(type: string, path: (inputs: Record<string, unknown>) => string) {
  return (planned: PlannedResource, cloud: CloudView, report: Report): void => {
    const own = path(planned.inputs);
    const other = cloud.all(type).find((mount) => mount.urn !== planned.urn && path(mount.inputs) === own);
    if (own !== "" && other) report("path", own, `a path nothing is mounted at; ${other.urn} is`);
  };
}

const mountPath = (inputs: Record<string, unknown>): string => trimmed(text(inputs.path) ?? "");

/** Vault's own configuration: mounts, methods, roles and policies. Types not named here only get an id. */
export const vaultModels: Models = {
  [mountType]: {
    id: (planned) => mountPath(planned.inputs),
    required: ["path", "type"],
    replaceOn: ["path", "type", "namespace", "local", "sealWrap"],
    check: checkMount(mountType, mountPath),
    outputs: (planned) => ({ accessor: `${text(planned.inputs.type)}_${planned.hex(8)}` }),
  },
  [authType]: {
    id: (planned) => authPath(planned.inputs),
    required: ["type"],
    replaceOn: ["type", "namespace", "local"],
    check: checkMount(authType, authPath),
    outputs: (planned) => ({
      accessor: `auth_${text(planned.inputs.type)}_${planned.hex(8)}`,
      path: authPath(planned.inputs),
    }),
  },
  "vault:index/policy:Policy": {
    name: {
      property: "name",
      maxLength: 128,
      pattern: /^[a-z0-9][a-z0-9_./-]*$/,
      allowed: "lower-case letters, digits and _ . / -",
      unique: "account",
    },
    required: ["policy"],
    check: (planned, _cloud, report) => {
      const policy = text(planned.inputs.policy);
      if (
        policy !== undefined &&
        !/\bpath\s+"[^"]+"\s*\{/.test(policy) &&
        !policy.trimStart().startsWith("{")
      ) {
        report("policy", policy, 'a policy with at least one `path "…" { … }` block');
      }
    },
  },
  "vault:index/audit:Audit": {
    id: (planned) => text(planned.inputs.path) ?? String(planned.inputs.type),
    required: ["type"],
  },
  "vault:kubernetes/authBackendConfig:AuthBackendConfig": {
    id: (planned) => `auth/${text(planned.inputs.backend) ?? "kubernetes"}/config`,
    required: ["kubernetesHost"],
    replaceOn: ["backend", "namespace"],
    check: needsAuth,
    secretOutputs: ["tokenReviewerJwt"],
  },
  "vault:kubernetes/authBackendRole:AuthBackendRole": {
    id: (planned) =>
      `auth/${text(planned.inputs.backend) ?? "kubernetes"}/role/${text(planned.inputs.roleName)}`,
    required: ["roleName", "boundServiceAccountNames", "boundServiceAccountNamespaces"],
    replaceOn: ["backend", "namespace", "roleName"],
    check: needsAuth,
  },
  "vault:kv/secretV2:SecretV2": {
    id: (planned) => `${text(planned.inputs.mount)}/data/${text(planned.inputs.name)}`,
    required: ["mount", "name"],
    replaceOn: ["mount", "name", "namespace"],
    check: needsMount("mount"),
    outputs: (planned) => ({ path: `${text(planned.inputs.mount)}/data/${text(planned.inputs.name)}` }),
    secretOutputs: ["dataJson", "data"],
  },
  "vault:generic/secret:Secret": {
    id: (planned) => text(planned.inputs.path) ?? planned.name,
    required: ["path", "dataJson"],
    replaceOn: ["path", "namespace"],
    check: needsMount("path"),
    secretOutputs: ["dataJson", "data"],
  },
  "vault:*": {},
};
