import type * as pulumi from "@pulumi/pulumi";

/** Which traces are kept, where not all of them are. */
export interface TraceSampling {
  /** Share of the traces without an error that are kept, in percent. */
  readonly percent: number;
  /** Traces that take longer are all kept; seconds. */
  readonly slowSeconds: number;
  /** Most traces that a collector holds while it waits for the rest of them; the oldest are lost beyond it. */
  readonly heldTraces: number;
  /** DNS name that has the addresses of all collectors. */
  readonly peers: pulumi.Input<string>;
  /** Port on which collectors take spans from each other. */
  readonly port: number;
  /** What the collector listens on for its peers, with the port. */
  readonly listen: string;
}

/** Seconds that a trace is waited for: a request that takes longer is judged by what has come of it. */
const decisionSeconds = 30;

/**
 * A trace can only be judged whole, and its spans arrive at whichever collector their senders reach. Every collector
 * therefore hands a span on to the one that the trace's id chooses, which may be itself, and that one decides
 * (https://opentelemetry.io/docs/concepts/sampling/#tail-sampling). A second set of collectors for the decision would
 * do the same with more pods, and a single one would lose all that it holds whenever its node goes.
 *
 * While collectors come and go, the spans of a few traces are split between two, which each decide by what they have: a
 * part with an error is still kept.
 */
export const samplingParts = (sampling: TraceSampling) => ({
  receivers: { "otlp/peers": { protocols: { grpc: { endpoint: sampling.listen } } } },
  processors: {
    tail_sampling: {
      decision_wait: `${decisionSeconds}s`,
      num_traces: sampling.heldTraces,
      // Spans that come after the decision follow it.
      decision_cache: {
        sampled_cache_size: 4 * sampling.heldTraces,
        non_sampled_cache_size: 4 * sampling.heldTraces,
      },
      policies: [
        { name: "errors", type: "status_code", status_code: { status_codes: ["ERROR"] } },
        { name: "slow", type: "latency", latency: { threshold_ms: sampling.slowSeconds * 1000 } },
        {
          name: "rest",
          type: "probabilistic",
          probabilistic: { sampling_percentage: sampling.percent },
        },
      ],
    },
  },
  exporters: {
    load_balancing: {
      routing_key: "traceID",
      // Kept here rather than per peer, so that what a peer does not take goes to the one that follows it.
      sending_queue: { enabled: true },
      retry_on_failure: { enabled: true },
      protocol: {
        otlp: {
          tls: { insecure: true },
          sending_queue: { enabled: false },
          retry_on_failure: { enabled: false },
        },
      },
      resolver: { dns: { hostname: sampling.peers, port: String(sampling.port) } },
    },
  },
});
