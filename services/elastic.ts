import { z } from "zod";
import { defineService } from "./define.ts";
import { observabilityNamespace } from "./namespaces.ts";
import { cpuQuantity, days, gibibytes, memoryQuantity, replicas } from "./values.ts";

export const elastic = defineService({
  name: "elastic",
  title: "Elastic stack",
  summary:
    "Logs of all pods in Elasticsearch, read in Kibana; if wanted, Logstash takes those of other senders.",
  layer: "observability",
  key: "logs",
  namespace: observabilityNamespace,
  keys: {
    /** Elasticsearch nodes, 1, or 3 and more. Default: 3; 1 in development. */
    nodes: replicas
      .refine((nodes) => nodes !== 2, "expected 1, or 3 and more; two nodes cannot elect a leader")
      .default(3),
    /** CPU that each node asks for. Default: 1; 500m in development. */
    cpu: cpuQuantity.default("1"),
    /** Memory of each node. Default: 4Gi; 2Gi in development. */
    memory: memoryQuantity.default("4Gi"),
    /** GiB of gp3 for each node. Default: 100; 20 in development. */
    storageGi: gibibytes.default(100),
    /** Days after which logs are deleted. Default: 30; 5 in development. */
    retentionDays: days.default(30),
    /** Pods of Kibana. Default: 2; 1 in development. */
    kibanaReplicas: replicas.default(2),
    /**
     * Pods of Logstash, which takes events of pods in every namespace by HTTP and from Beats, for senders that do not speak
     * OTLP. Default: 0, no Logstash.
     */
    logstashReplicas: z.int().min(0, "expected 0 or more pods").default(0),
  },
  profiles: {
    development: {
      nodes: 1,
      cpu: "500m",
      memory: "2Gi",
      storageGi: 20,
      retentionDays: 5,
      kibanaReplicas: 1,
    },
  },
  productionMinimum: { nodes: 3 },
  requires: [
    { service: "external-secrets", because: "the passwords of its users come from Secrets Manager" },
    {
      service: "cert-manager",
      because: "Logstash answers with its certificate",
      when: ({ logstashReplicas }) => logstashReplicas > 0,
    },
  ],
  serves: { service: "logs-kb-http", port: 5601 },
  subdomain: "kibana",
  addressTitle: "Kibana",
  forward: { localPort: 5601 },
  login: { kind: "own", reason: "Elasticsearch's own users; the operator generates their passwords." },
});
