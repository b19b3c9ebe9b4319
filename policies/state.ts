import { secretSignature, signatureKey, unknownValue } from "@aip/common/protocol.ts";
import { isRecord } from "@aip/common/records.ts";
import type { Resource } from "@aip/common/resource.ts";
import { parseUrn, providerUrn, urnName } from "@aip/common/urn.ts";
import { Value } from "@aip/common/value.ts";

/** A file that is neither a plan nor an exported state; the message says what was found. */
export class UnreadableFile extends Error {
  constructor(problem: string) {
    super(
      `${problem}; expected the output of \`pulumi stack export\` or a plan file (\`aip plan <env> --json\`)`,
    );
    this.name = "UnreadableFile";
  }
}

export interface ReadResources {
  readonly kind: "plan" | "state";
  /** Name of the environment or stack; empty where the file names none. */
  readonly environment: string;
  readonly resources: readonly Resource[];
}

/** What a plan file has in the place of a secret. */
const hiddenSecret = "[secret]";

type Json = Readonly<Record<string, unknown>>;

/** Secrets stay hidden: an exported state holds them encrypted, which rules must not take for values. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value)) return value;
  if (value[signatureKey] === secretSignature) {
    return typeof value.plaintext === "string" ? parsed(value.plaintext) : hiddenSecret;
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function parsed(text: string): unknown {
  try {
    return plain(JSON.parse(text));
  } catch {
    return hiddenSecret;
  }
}

/** A plan writes null for what is not known yet. */
function unknowns(value: unknown): unknown {
  if (value === null) return unknownValue;
  if (Array.isArray(value)) return value.map(unknowns);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unknowns(inner)]));
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((element) => typeof element === "string") : [];

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/**
 * Reads the resources of a plan file of this platform, or of an exported state of any Pulumi program. Providers and
 * stacks are left out, and so is what is about to be deleted.
 *
 * @throws UnreadableFile for anything else.
 */
export function readResources(content: string): ReadResources {
  let file: unknown;
  try {
    file = JSON.parse(content);
  } catch {
    throw new UnreadableFile("the file is not JSON");
  }
  if (!isRecord(file)) throw new UnreadableFile("the file holds no object");
  if (Array.isArray(file.layers)) return readPlan(file, file.layers);
  const deployment = isRecord(file.deployment) ? file.deployment : file;
  if (isRecord(file.deployment) || Array.isArray(deployment.resources)) return readState(deployment);
  throw new UnreadableFile("the file holds neither layers nor a deployment");
}

function readPlan(file: Json, layers: readonly unknown[]): ReadResources {
  if (file.version !== 1)
    throw new UnreadableFile(`the plan file has version ${JSON.stringify(file.version)}, not 1`);
  const listed = layers.flatMap((layer) =>
    isRecord(layer) && Array.isArray(layer.resources) ? layer.resources : [],
  );
  const raw = listed.filter(isRecord);
  const providers = new Map(
    raw
      .filter(({ type }) => text(type).startsWith("pulumi:providers:"))
      .map((one) => [text(one.urn), inputsOf(one)]),
  );
  return {
    kind: "plan",
    environment: text(file.environment),
    resources: raw
      .filter(isJudged)
      .map((one) =>
        resource(
          { ...one, inputs: unknowns(one.inputs) },
          providers,
          text(file.region),
          texts(one.dependsOn),
        ),
      ),
  };
}

function readState(deployment: Json): ReadResources {
  const raw = (Array.isArray(deployment.resources) ? deployment.resources : []).filter(isRecord);
  const providers = new Map(
    raw
      .filter(({ type }) => text(type).startsWith("pulumi:providers:"))
      .map((one) => [text(one.urn), inputsOf(one)]),
  );
  return {
    kind: "state",
    environment: parseUrn(text(raw[0]?.urn)).stack,
    resources: raw
      .filter((one) => one.delete !== true && isJudged(one))
      .map((one) => resource(one, providers, "", texts(one.dependencies))),
  };
}

const isJudged = (one: Json): boolean =>
  typeof one.urn === "string" &&
  typeof one.type === "string" &&
  !one.type.startsWith("pulumi:providers:") &&
  one.type !== "pulumi:pulumi:Stack" &&
  one.type !== "pulumi:pulumi:StackReference";

const inputsOf = (one: Json): Json => {
  const inputs = plain(one.inputs);
  return isRecord(inputs) ? inputs : {};
};

function resource(
  one: Json,
  providers: ReadonlyMap<string, Json>,
  region: string,
  dependsOn: readonly string[],
): Resource {
  const inputs = inputsOf(one);
  const provider = providers.get(providerUrn(text(one.provider))) ?? {};
  const { propertyDependencies } = one;
  return {
    urn: text(one.urn),
    type: text(one.type),
    name: text(one.name) || urnName(text(one.urn)),
    parent: text(one.parent),
    custom: one.custom === true,
    protect: one.protect === true,
    dependsOn,
    ...(isRecord(propertyDependencies)
      ? {
          propertyDependencies: Object.fromEntries(
            Object.entries(propertyDependencies).map(([key, urns]) => [key, texts(urns)]),
          ),
        }
      : {}),
    ...(typeof one.id === "string" && one.id !== "" ? { id: one.id } : {}),
    inputs,
    region: text(inputs.region) || text(provider.region) || region,
    defaultTags: tagsOf(provider),
  };
}

/** A provider's objects are JSON texts in its inputs. */
function tagsOf(provider: Json): Record<string, string> {
  const tags = Value.of(provider.defaultTags).json().at("tags");
  if (tags.isUnknown) return {};
  return Object.fromEntries(
    tags.entries().map(([key, value]) => [key, value.isUnknown ? unknownValue : (value.text() ?? "")]),
  );
}
