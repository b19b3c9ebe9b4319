import { createHash } from "node:crypto";

export interface SampleTrace {
  readonly id: string;
  readonly kind: "error" | "slow" | "usual";
}

/** The same ids in every run, so that the share of them that is kept is the same too. */
const hex = (text: string, length: number) =>
  createHash("sha256").update(text).digest("hex").slice(0, length);

/** Traces of which one in ten has an error, a few are slow, and most are as usual. */
export const sampleTraces: readonly SampleTrace[] = Array.from({ length: 300 }, (_, index) => ({
  id: hex(`trace ${index}`, 32),
  kind: index % 10 === 0 ? "error" : index % 25 === 1 ? "slow" : "usual",
}));

export const tracesOf = (kind: SampleTrace["kind"]): readonly SampleTrace[] =>
  sampleTraces.filter((trace) => trace.kind === kind);

/** The two spans of a trace as OTLP: a request to the API, and its question to MLflow, which is where errors happen. */
export function spansOf({ id, kind }: SampleTrace): readonly [root: object, child: object] {
  const end = BigInt(Date.now()) * 1_000_000n;
  const milliseconds = kind === "slow" ? 3000 : 50;
  const root = hex(`root of ${id}`, 16);
  const request = (service: string, span: object) => ({
    resourceSpans: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: id,
                kind: 2,
                startTimeUnixNano: String(end - BigInt(milliseconds) * 1_000_000n),
                endTimeUnixNano: String(end),
                ...span,
              },
            ],
          },
        ],
      },
    ],
  });
  return [
    request("inference-api", { name: "POST /predict", spanId: root }),
    request("mlflow", {
      name: "GET model",
      spanId: hex(`child of ${id}`, 16),
      parentSpanId: root,
      status: kind === "error" ? { code: 2, message: "no such model" } : {},
    }),
  ];
}
