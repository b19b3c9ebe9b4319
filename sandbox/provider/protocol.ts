import { createRequire } from "node:module";

// The protocol classes and the gRPC library of the SDK itself: they have to be the same version as the program's.
const require = createRequire(import.meta.url);
const fromSdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));

/** A message of the protocol. The SDK generates these classes without types that carry their accessors. */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Message = any;

export const grpc: typeof import("@grpc/grpc-js") = fromSdk("@grpc/grpc-js");
export const providerService: Message = fromSdk("./proto/provider_grpc_pb.js").ResourceProviderService;
export const provider: Message = fromSdk("./proto/provider_pb.js");
export const plugin: Message = fromSdk("./proto/plugin_pb.js");
export const resources: Message = fromSdk("./proto/resource_pb.js");
export const resourceMonitor: Message = fromSdk("./proto/resource_grpc_pb.js");
const { Empty } = fromSdk("google-protobuf/google/protobuf/empty_pb.js");
const { Struct } = fromSdk("google-protobuf/google/protobuf/struct_pb.js");

export const empty = (): Message => new Empty();

/** Values as a message; what is `undefined` is left out, as JSON does. */
export const toStruct = (values: unknown): Message =>
  Struct.fromJavaScript(JSON.parse(JSON.stringify(values)));

export const fromStruct = (message: Message): Record<string, unknown> => message?.toJavaScript() ?? {};
