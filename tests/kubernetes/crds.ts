import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { chartsFolder } from "../charts/reference.ts";
import type { ApiClient, Manifest } from "./client.ts";
import { goModule } from "./toolchain.ts";

/** The module with the types of the Gateway API. */
export const gatewayApi = {
  path: "sigs.k8s.io/gateway-api",
  version: "v1.5.1",
  folder: "config/crd/standard",
};

/** Definitions that no chart brings: the controllers' own Go modules carry them. */
const modules = [
  {
    path: "github.com/kubernetes-csi/external-snapshotter/client/v8",
    version: "v8.7.0",
    folder: "config/crd",
  },
  gatewayApi,
];

interface Definition extends Manifest {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
    readonly conversion?: unknown;
  };
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The definitions of the groups, by name. Conversion is left out: its webhooks are not there. */
function definitions(
  groups: ReadonlySet<string>,
  planned: readonly Manifest[],
): ReadonlyMap<string, Definition> {
  const sources = modules.flatMap(({ path, version, folder }) =>
    files(join(goModule(path, version), folder)),
  );
  const charts = existsSync(chartsFolder)
    ? files(chartsFolder).filter((path) => {
        // Files are called by plural and group; reading all of them would take 10 seconds.
        const group = /\/(?:crds|_crd-only)\/(?:.*\/)?[a-z0-9]+\.([a-z0-9.-]+)\.yaml$/.exec(path)?.[1];
        return group !== undefined && groups.has(group);
      })
    : [];
  const found = new Map<string, Definition>();
  const objects = [...sources, ...charts].flatMap((path) =>
    parseAllDocuments(readFileSync(path, "utf8")).map((document) => document.toJS() as Manifest | null),
  );
  for (const object of [...planned, ...objects]) {
    const definition = object as Definition | null;
    if (definition?.kind !== "CustomResourceDefinition" || found.has(definition.metadata.name)) continue;
    if (!groups.has(definition.spec.group)) continue;
    const { conversion: _, ...spec } = definition.spec;
    found.set(definition.metadata.name, { ...definition, metadata: { ...definition.metadata }, spec });
  }
  return found;
}

const groupOf = ({ apiVersion }: Manifest): string => apiVersion.split("/")[0] as string;

/** Creates the definitions that objects need and waits until their kinds can be used. */
export async function installDefinitions(client: ApiClient, objects: readonly Manifest[]): Promise<void> {
  const kinds = new Set(objects.map((object) => `${groupOf(object)}/${object.kind}`));
  const wanted = [...definitions(new Set(objects.map(groupOf)), objects).values()].filter(({ spec }) =>
    kinds.has(`${spec.group}/${spec.names.kind}`),
  );
  await Promise.all(
    wanted.map(async (definition) => {
      const problem = await client.apply(definition, { dryRun: false });
      if (problem !== undefined) throw new Error(`${definition.metadata.name}: ${problem}`);
    }),
  );
  const deadline = Date.now() + 60_000;
  for (const { metadata } of wanted) {
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata.name}`;
    while (Date.now() < deadline) {
      const { body } = await client.request("GET", path);
      const status = body.status as { conditions?: { type: string; status: string }[] } | undefined;
      if (status?.conditions?.some(({ type, status }) => type === "Established" && status === "True")) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
