import { createRequire } from "node:module";
import { resourceSignature, signatureKey } from "@aip/common/protocol.ts";
import { parseUrn, providerUrn, urnName } from "@aip/common/urn.ts";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import type { Child } from "../charts/children.ts";
import { chartType, openChart } from "../charts/open.ts";
import type { Cloud } from "../core/cloud.ts";
import type { Properties } from "../core/properties.ts";
import { markOutputs, markSecret, reveal } from "../core/secrets.ts";
import type { Expansions } from "./expansion.ts";
import { Providers } from "./providers.ts";
import { Transforms } from "./transforms.ts";

// The SDK's own protocol classes: `MockMonitor` is exported, its wire types are only reachable by path.
const require = createRequire(import.meta.url);
const responses = require("@pulumi/pulumi/proto/resource_pb.js");
const struct = require("google-protobuf/google/protobuf/struct_pb.js");

/** A resource as the engine would see it. Secrets inside the inputs are still marked. */
export interface RegisteredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string;
  /** `urn::id` of the provider; empty for components. */
  readonly provider: string;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly protect: boolean;
  readonly dependsOn: readonly string[];
  /** URNs that each input depends on. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly id: string;
  readonly inputs: Properties;
  outputs: Properties;
}

/** Charts whose objects are among the resources, and charts whose objects are not, with the reason. */
export interface ChartsSeen {
  readonly opened: { readonly urn: string; readonly chart: string }[];
  readonly closed: { readonly urn: string; readonly chart: string; readonly reason: string }[];
}

/** The outputs of the stacks a program may refer to, by `organization/project/stack`. */
export type StackOutputs = ReadonlyMap<
  string,
  { readonly outputs: Properties; readonly secrets: readonly string[] }
>;

// biome-ignore lint/suspicious/noExplicitAny: the SDK types its protocol messages as any.
type Message = any;
type Callback = (error: unknown, response: unknown) => void;

/**
 * Takes the place of the engine's resource monitor. The stock mock monitor hands its mocks neither parents nor
 * dependencies nor options and creates no children of remote components, so the requests are read here instead.
 */
export class PlanMonitor extends MockMonitor {
  /** By URN, in the order of registration. */
  readonly registered = new Map<string, RegisteredResource>();
  readonly charts: ChartsSeen = { opened: [], closed: [] };
  /** What was refused, and what failed. The program runs on, so that all of it can be reported at once. */
  readonly errors: Error[] = [];
  readonly #cloud: Cloud;
  readonly #stacks: StackOutputs;
  readonly #expansions: Expansions;
  readonly #transforms = new Transforms();
  readonly #providers = new Providers();

  constructor(cloud: Cloud, stacks: StackOutputs, expansions: Expansions) {
    super({
      newResource: ({ type, name }) => {
        throw new Error(`${type} ${name} must not reach the stock monitor`);
      },
      call: ({ token, inputs, provider }) =>
        this.#cloudOf(provider ?? "").invoke(token, reveal(inputs) as Properties),
    });
    this.#cloud = cloud;
    this.#stacks = stacks;
    this.#expansions = expansions;
  }

  /** As the engine makes them: the type is qualified by the types of all parents but the stack. */
  #urn(parent: string, type: string, name: string): string {
    const parentType = parseUrn(parent).qualifiedType;
    const qualified = parentType && parentType !== "pulumi:pulumi:Stack" ? `${parentType}$${type}` : type;
    return `urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${qualified}::${name}`;
  }

  override async registerResource(request: Message, callback: Callback): Promise<void> {
    try {
      const type: string = request.getType();
      const urn = this.#urn(request.getParent(), type, request.getName());
      this.#transforms.declare(urn, request.getParent(), request.getTransformsList());
      this.#providers.declare(urn, request);
      const expansion = request.getRemote() ? this.#expansions(type) : undefined;
      if (expansion) {
        const expanded = await expansion(request, deserialize(request.getObject()), this.#providers.of(urn));
        callback(null, response(expanded.urn, "", expanded.state));
        return;
      }
      const object = await this.#transforms.apply(urn, request);
      const inputs = deserialize(withoutReferences(object));
      if (type === chartType) {
        callback(null, await this.#registerChart(request, urn, inputs));
        return;
      }
      callback(null, this.#register(request, urn, inputs));
    } catch (error) {
      this.errors.push(error as Error);
      const urn = this.#urn(request.getParent(), request.getType(), request.getName());
      callback(null, response(urn, "refused", deserialize(request.getObject())));
    }
  }

  override async readResource(request: Message, callback: Callback): Promise<void> {
    try {
      const inputs = deserialize(request.getProperties());
      const type = request.getType();
      const urn = this.#urn(request.getParent(), type, request.getName());
      const read = new responses.ReadResourceResponse();
      read.setUrn(urn);
      read.setProperties(struct.Struct.fromJavaScript(this.#readState(urn, type, request.getId(), inputs)));
      callback(null, read);
    } catch (error) {
      callback(error, undefined);
    }
  }

  override registerResourceOutputs(request: Message, callback: Callback): void {
    const resource = this.registered.get(request.getUrn());
    if (resource) {
      resource.outputs = deserialize(request.getOutputs());
      const state = request.getOutputs()?.toJavaScript() ?? {};
      this.resources.set(resource.urn, { urn: resource.urn, id: null, state });
    }
    callback(null, {});
  }

  override recordTransformCallback(token: string, transform: pulumi.ResourceTransform): void {
    this.#transforms.record(token, transform);
  }

  #register(request: Message, urn: string, inputs: Properties): unknown {
    const type: string = request.getType();
    if (this.registered.has(urn)) {
      throw new Error(`Duplicate resource URN ${urn}; give the two resources different names`);
    }
    const custom: boolean = request.getCustom();
    const provider = this.#providers.ofResource(urn, request);
    const { id, outputs } = custom ? this.#create(urn, type, inputs, provider) : { id: "", outputs: {} };
    this.registered.set(urn, {
      urn,
      type,
      name: request.getName(),
      parent: request.getParent(),
      provider,
      custom,
      remote: request.getRemote(),
      protect: request.getProtect(),
      dependsOn: request.getDependenciesList(),
      propertyDependencies: propertyDependencies(request),
      id,
      inputs,
      outputs,
    });
    // What a reference to the resource is resolved from.
    this.resources.set(urn, { urn, id, state: outputs });
    return response(urn, id, outputs);
  }

  /** A chart, and the objects it renders to as its children. They are registered here: the SDK never sees them. */
  async #registerChart(request: Message, urn: string, inputs: Properties): Promise<unknown> {
    this.#register(request, urn, inputs);
    const provider = this.#providers.of(urn).kubernetes ?? "";
    const dependsOn: string[] = request.getDependenciesList();
    const chart = { urn, name: request.getName(), inputs, dependsOn };
    const opened = await openChart(chart, this.#cloudOf(provider));
    if ("closed" in opened) {
      this.charts.closed.push({ urn, chart: opened.chart, reason: opened.closed });
      return response(urn, "", {});
    }
    this.charts.opened.push({ urn, chart: opened.chart });
    const urns = opened.children.map(({ type, name }) => this.#urn(urn, type, name));
    const resources = opened.children.map((child, place) =>
      this.#registerChild(child, urns[place] as string, {
        parent: urn,
        provider,
        dependsOn: child.dependsOn.map((before) => urns[before] as string),
      }),
    );
    return response(urn, "", { resources });
  }

  /** @returns a reference to the child. */
  #registerChild(
    { type, name, inputs }: Child,
    urn: string,
    options: Pick<RegisteredResource, "parent" | "provider" | "dependsOn">,
  ): Properties {
    if (this.registered.has(urn))
      throw new Error(`Duplicate resource URN ${urn}: the chart renders it twice`);
    const { id, outputs } = this.#create(urn, type, inputs, options.provider);
    const kind = { custom: true, remote: false, protect: false, propertyDependencies: {} };
    this.registered.set(urn, { ...options, ...kind, urn, type, name, id, inputs, outputs });
    this.resources.set(urn, { urn, id, state: outputs });
    return { [signatureKey]: resourceSignature, urn, id };
  }

  /** The cloud in the region of a provider, which is given as `urn::id`. */
  #cloudOf(provider: string): Cloud {
    const region = this.registered.get(providerUrn(provider))?.inputs.region;
    return typeof region === "string" ? this.#cloud.in(region) : this.#cloud;
  }

  #create(
    urn: string,
    type: string,
    inputs: Properties,
    provider: string,
  ): { id: string; outputs: Properties } {
    if (type.startsWith("pulumi:providers:")) return { id: `provider-${urnName(urn)}`, outputs: inputs };
    const record = this.#cloudOf(provider).create(urn, type, reveal(inputs) as Properties, (refused) =>
      this.errors.push(refused),
    );
    const outputs = markOutputs(record.outputs, inputs, (key) => this.#cloud.isSecretOutput(type, urn, key));
    return { id: record.id, outputs };
  }

  #readState(urn: string, type: string, id: string, inputs: Properties): Properties {
    if (type === "pulumi:pulumi:StackReference") {
      const name = String(inputs.name);
      const stack = this.#stacks.get(name);
      if (!stack) throw new Error(`Stack ${name} has no outputs: no layer before this one is called so`);
      const outputs = Object.fromEntries(
        Object.entries(stack.outputs).map(([key, value]) => [
          key,
          stack.secrets.includes(key) ? markSecret(value) : value,
        ]),
      );
      return { name, outputs, secretOutputNames: [...stack.secrets] };
    }
    const record = this.#cloud.read(id, type) ?? this.#cloud.adopt(urn, type, id, inputs);
    if (!record) throw new Error(`${urn}: there is no ${type} with id ${id} in the simulated cloud`);
    return record.outputs;
  }
}

const deserialize = (message: Message): Properties =>
  message ? (pulumi.runtime.deserializeProperties(message) as Properties) : {};

const holdsReference = (value: unknown): boolean =>
  value !== null &&
  typeof value === "object" &&
  ((value as Properties)[signatureKey] === resourceSignature || Object.values(value).some(holdsReference));

/** The engine hands providers the ids of resources, and the URNs of components, where a program hands over either. */
function withoutReferences(object: Message): Message {
  const values = object?.toJavaScript() ?? {};
  if (!holdsReference(values)) return object;
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace);
    if (value === null || typeof value !== "object") return value;
    const record = value as Properties;
    if (record[signatureKey] === resourceSignature) return record.id ?? record.urn;
    return Object.fromEntries(Object.entries(record).map(([key, item]) => [key, replace(item)]));
  };
  return struct.Struct.fromJavaScript(replace(values));
}

function response(urn: string, id: string, outputs: Properties): unknown {
  const message = new responses.RegisterResourceResponse();
  message.setUrn(urn);
  message.setId(id);
  message.setObject(struct.Struct.fromJavaScript(JSON.parse(JSON.stringify(outputs))));
  return message;
}

// biome-ignore lint/suspicious/noExplicitAny: the SDK types its protocol messages as any.
function propertyDependencies(request: any): Record<string, readonly string[]> {
  const dependencies: Record<string, readonly string[]> = {};
  request.getPropertydependenciesMap().forEach((value: { getUrnsList(): string[] }, property: string) => {
    if (value.getUrnsList().length > 0) dependencies[property] = value.getUrnsList();
  });
  return dependencies;
}
