import { grpc } from "@aip/sandbox/provider/protocol.ts";

/** A span, as far as it is read here. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly name: string;
  readonly isError: boolean;
}

type Field = readonly [number: number, value: Buffer | bigint];

/** The fields of a message of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/). */
function fields(message: Buffer): Field[] {
  const found: Field[] = [];
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) throw new Error("a message of Protocol Buffers ends within a number");
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const bytes = (length: number): Buffer => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const [number, wireType] = [tag >> 3, tag & 7];
    if (wireType === 0) found.push([number, varint()]);
    else if (wireType === 1) found.push([number, bytes(8)]);
    else if (wireType === 2) found.push([number, bytes(Number(varint()))]);
    else if (wireType === 5) found.push([number, bytes(4)]);
    else throw new Error(`a message of Protocol Buffers has a field of the unknown type ${wireType}`);
  }
  return found;
}

const messages = (message: Buffer, number: number): Buffer[] =>
  fields(message).flatMap(([found, value]) => (found === number && Buffer.isBuffer(value) ? [value] : []));

/** Numbers of fields from https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto. */
const spansOf = (request: Buffer): ReceivedSpan[] =>
  messages(request, 1)
    .flatMap((resourceSpans) => messages(resourceSpans, 2))
    .flatMap((scopeSpans) => messages(scopeSpans, 2))
    .map((span) => ({
      traceId: messages(span, 1)[0]?.toString("hex") ?? "",
      name: messages(span, 5)[0]?.toString() ?? "",
      isError: messages(span, 15).some((status) =>
        fields(status).some(([number, value]) => number === 3 && value === 2n),
      ),
    }));

/** Takes traces by OTLP over gRPC in place of Jaeger, and keeps all of them. Stop it after use. */
export class TraceSink {
  readonly port: number;
  readonly spans: ReceivedSpan[];
  readonly #server: InstanceType<typeof grpc.Server>;

  private constructor(port: number, spans: ReceivedSpan[], server: InstanceType<typeof grpc.Server>) {
    this.port = port;
    this.spans = spans;
    this.#server = server;
  }

  static async start(): Promise<TraceSink> {
    const spans: ReceivedSpan[] = [];
    const same = (message: Buffer) => message;
    const server = new grpc.Server();
    server.addService(
      {
        export: {
          path: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
          requestStream: false,
          responseStream: false,
          requestSerialize: same,
          requestDeserialize: same,
          responseSerialize: same,
          responseDeserialize: same,
        },
      },
      {
        export: (call: { request: Buffer }, answer: (error: Error | null, response?: Buffer) => void) => {
          spans.push(...spansOf(call.request));
          answer(null, Buffer.alloc(0));
        },
      },
    );
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    );
    return new TraceSink(port, spans, server);
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}
