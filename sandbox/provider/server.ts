import { unknownValue } from "@aip/common/protocol.ts";
import { urnType } from "@aip/common/urn.ts";
import type { handleUnaryCall } from "@grpc/grpc-js";
import { chartType } from "../charts/open.ts";
import type { Cloud } from "../core/cloud.ts";
import { describe, Refused } from "../core/errors.ts";
import type { Properties } from "../core/properties.ts";
import { markOutputs, reveal } from "../core/secrets.ts";
import { constructChart } from "./chart.ts";
import { registerComponent } from "./component.ts";
import { fillIn, plain } from "./properties.ts";
import {
  empty,
  fromStruct,
  grpc,
  type Message,
  plugin,
  provider,
  providerService,
  toStruct,
} from "./protocol.ts";

/** How a method of the protocol is carried out: the request in, the response out. */
type Method = (request: Message) => Message | Promise<Message>;

/**
 * The resource provider protocol (proto/pulumi/provider.proto) for one package, around the simulated cloud. The stock
 * server of the SDK hands its provider neither preview flags nor secrets, so the service is written out here.
 *
 * @param version What the plugin says its version is.
 * @param makeCloud Makes the cloud once the provider's configuration, and with it the region, is known.
 */
export function methods(
  version: string,
  makeCloud: (region: string | undefined) => Cloud,
): Record<string, Method> {
  let cloud = makeCloud(undefined);

  const marked = (urn: string, outputs: Properties, inputs: Properties): Message =>
    toStruct(markOutputs(outputs, inputs, (key) => cloud.isSecretOutput(urnType(urn), urn, key)));

  /** At preview the outputs that are not inputs are not known. */
  const foreseen = (urn: string, inputs: Properties): Message => {
    const computed = cloud.computedOutputs(urn, urnType(urn), plain(inputs) as Properties);
    return marked(urn, { ...inputs, ...Object.fromEntries(computed.map((key) => [key, unknownValue])) }, {});
  };

  return {
    getPluginInfo: () => {
      const response = new plugin.PluginInfo();
      response.setVersion(version);
      return response;
    },

    getSchema: () => {
      const response = new provider.GetSchemaResponse();
      response.setSchema("{}");
      return response;
    },

    handshake: () => {
      const response = new provider.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    },

    checkConfig: (request) => {
      const response = new provider.CheckResponse();
      response.setInputs(request.getNews());
      return response;
    },

    diffConfig: (request) => {
      const before = fromStruct(request.getOldInputs() ?? request.getOlds());
      const after = fromStruct(request.getNews());
      const response = new provider.DiffResponse();
      const same = JSON.stringify(plain(before)) === JSON.stringify(plain(after));
      response.setChanges(provider.DiffResponse.DiffChanges[same ? "DIFF_NONE" : "DIFF_SOME"]);
      return response;
    },

    configure: (request) => {
      const { region } = plain(fromStruct(request.getArgs())) as { region?: unknown };
      cloud = makeCloud(typeof region === "string" ? region : undefined);
      const response = new provider.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    },

    check: (request) => {
      const urn: string = request.getUrn();
      const given = fromStruct(request.getNews());
      // Names that were made up for a resource stay as long as it does: they are made from its generation.
      const exists = Object.keys(fromStruct(request.getOlds())).length > 0;
      const generation = exists ? cloud.generation(urn) : undefined;
      const named = cloud.named(urn, urnType(urn), plain(given) as Properties, generation);
      const response = new provider.CheckResponse();
      response.setInputs(toStruct(fillIn(given, named)));
      response.setFailuresList(
        cloud.check(urn, urnType(urn), named, "early").map((problem) => {
          const failure = new provider.CheckFailure();
          failure.setProperty(problem.property);
          failure.setReason(describe(problem));
          return failure;
        }),
      );
      return response;
    },

    diff: (request) => {
      const urn: string = request.getUrn();
      const before = reveal(fromStruct(request.getOldInputs() ?? request.getOlds())) as Properties;
      const after = reveal(fromStruct(request.getNews())) as Properties;
      for (const key of request.getIgnorechangesList()) after[key] = before[key];
      const changes = cloud.diff(urnType(urn), urn, before, after, request.getId());
      const response = new provider.DiffResponse();
      response.setChanges(
        provider.DiffResponse.DiffChanges[changes.changed.length === 0 ? "DIFF_NONE" : "DIFF_SOME"],
      );
      response.setDiffsList([...changes.changed]);
      response.setReplacesList([...changes.replaced]);
      response.setDeletebeforereplace(changes.replaced.length > 0 && changes.deleteFirst);
      return response;
    },

    create: (request) => {
      const urn: string = request.getUrn();
      const inputs = fromStruct(request.getProperties());
      const response = new provider.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(foreseen(urn, inputs));
        return response;
      }
      const record = cloud.create(urn, urnType(urn), plain(inputs) as Properties);
      response.setId(record.id);
      response.setProperties(marked(urn, record.outputs, inputs));
      return response;
    },

    update: (request) => {
      const urn: string = request.getUrn();
      const inputs = fromStruct(request.getNews());
      const response = new provider.UpdateResponse();
      if (request.getPreview()) {
        response.setProperties(foreseen(urn, inputs));
        return response;
      }
      const record = cloud.update(request.getId(), urn, urnType(urn), plain(inputs) as Properties);
      response.setProperties(marked(urn, record.outputs, inputs));
      return response;
    },

    read: (request) => {
      const response = new provider.ReadResponse();
      const urn: string = request.getUrn();
      const inputs = fromStruct(request.getInputs());
      // Without inputs it is no refresh: a program reads what it did not make.
      const refresh = Object.keys(inputs).length > 0;
      const state = plain(fromStruct(request.getProperties())) as Properties;
      const record =
        cloud.read(request.getId(), urnType(urn)) ??
        (refresh ? undefined : cloud.adopt(urn, urnType(urn), request.getId(), state));
      // An empty id says to the engine that the resource is gone.
      if (!record) return response;
      response.setId(record.id);
      response.setProperties(marked(urn, record.outputs, inputs));
      response.setInputs(marked(urn, record.inputs, inputs));
      return response;
    },

    delete: (request) => {
      cloud.delete(request.getId(), urnType(request.getUrn()));
      return empty();
    },

    invoke: (request) => {
      const response = new provider.InvokeResponse();
      const args = fromStruct(request.getArgs());
      response.setReturn(toStruct(cloud.invoke(request.getTok(), plain(args) as Properties)));
      return response;
    },

    construct: (request) => {
      if (request.getType() === chartType) return constructChart(request, cloud);
      return registerComponent(request, async () => ({}));
    },

    cancel: () => empty(),
    attach: () => empty(),
    getMapping: () => new provider.GetMappingResponse(),
    getMappings: () => new provider.GetMappingsResponse(),
  };
}

/** Serves the methods until the engine ends the process. The first line of output is the port, as the engine expects. */
export async function serve(implementation: Record<string, Method>): Promise<void> {
  const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
  const handlers: Record<string, handleUnaryCall<Message, Message>> = {};
  for (const [name, method] of Object.entries(implementation)) {
    handlers[name] = async (call, callback) => {
      try {
        callback(null, await method(call.request));
      } catch (error) {
        callback({ code: grpc.status.UNKNOWN, details: messageOf(error) });
      }
    };
  }
  server.addService(providerService, handlers);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  process.stdout.write(`${port}\n`);
}

const messageOf = (error: unknown): string =>
  error instanceof Refused ? error.problems.map(describe).join("\n") : (error as Error).message;
