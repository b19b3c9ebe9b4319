import assert from "node:assert/strict";
import { charts } from "@aip/facts/charts.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as random from "@pulumi/random";
import { deploy } from "../testing/deploy.ts";
import { alertmanagerConfig } from "./alertmanager-config.ts";
import { Collector } from "./collector.ts";
import { collectorConfig } from "./collector-config.ts";
import { collectorValues } from "./collector-values.ts";
import { elasticsearchSpec, writerRoleDefinition } from "./elastic-resources.ts";
import { ElasticStack } from "./elastic-stack.ts";
import { type LogstashSize, logstashSpec } from "./logstash.ts";
import { prometheusValues } from "./prometheus-values.ts";

const size = {
  nodes: 3,
  resources: { cpu: "1", memory: "4Gi" },
  storageGi: 50,
  retentionDays: 14,
  kibanaReplicas: 2,
};
const names = {
  version: "9.5.0",
  storageClass: "gp3",
  kibanaUrl: "https://kibana.example.com",
  userSecrets: ["logs-writer", "logs-retention"],
  rolesSecret: "logs-roles",
};
const context = {
  environment: "test",
  region: "us-east-1",
  clusterName: "platform",
  namespace: "observability",
  nodeNamespace: "node-telemetry",
  storageClass: "gp3",
  secretStore: "secrets",
  secretsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1",
};

describe("the collector", () => {
  const config = (isPublic: boolean): string =>
    JSON.stringify(
      collectorConfig({
        elasticsearch: { url: "https://logs:9200", user: "telemetry" },
        jaegerEndpoint: "jaeger:4317",
        sampling: { percent: 50, slowSeconds: 2, heldTraces: 1000, peers: "otel-collector-peers" },
        isPublic,
      }),
    );

  it("asks for a token on the port of the gateway, and has no such port without one", () => {
    assert.match(config(true), /:4319","auth":\{"authenticator":"bearertokenauth"\}/);
    assert.doesNotMatch(config(false), /4319|bearertoken/);
  });

  it("limits its memory first in every pipeline, and holds no password", () => {
    const { pipelines } = JSON.parse(config(true)).service;
    for (const [name, { processors }] of Object.entries<{ processors: string[] }>(pipelines)) {
      assert.deepEqual([processors[0], processors.at(-1)], ["memory_limiter", "batch"], name);
    }
    assert.match(config(true), /"password":"\$\{env:ELASTICSEARCH_PASSWORD\}"/);
  });
});

describe("the sampling of traces", () => {
  const pipelines = (samplingPercent: number) => {
    const values = collectorValues({
      context,
      replicas: 3,
      resources: { cpu: "250m", memory: "2Gi" },
      samplingPercent,
      jaegerEndpoint: "jaeger:4317",
    }) as { alternateConfig: { service: { pipelines: Record<string, Record<string, string[]>> } } };
    return values.alternateConfig.service.pipelines;
  };

  it("is decided by the collector that a trace's id chooses, once the trace is whole", () => {
    assert.deepEqual(pipelines(20).traces?.exporters, ["load_balancing"]);
    assert.deepEqual(pipelines(20)["traces/sampled"], {
      receivers: ["otlp/peers"],
      processors: ["memory_limiter", "tail_sampling", "batch"],
      exporters: ["otlp"],
    });
  });

  it("costs nothing where all traces are kept", () => {
    assert.deepEqual(pipelines(100).traces?.exporters, ["otlp"]);
    assert.ok(!("traces/sampled" in pipelines(100)));
  });

  it("refuses shares, times and memory that make no sense, all in one error", async () => {
    const wrong = { samplingPercent: 120, slowTraceSeconds: 0, resources: { cpu: "1", memory: "much" } };
    await assert.rejects(
      deploy(() => {
        new Collector("collector", { context, replicas: 1, ...wrong });
        return {};
      }),
      /samplingPercent: found 120[\s\S]*slowTraceSeconds: found 0[\s\S]*resources\.memory: found "much"/,
    );
  });
});

describe("Elastic's stack", () => {
  it("refuses two nodes, no storage and no retention, all in one error", async () => {
    const program = async () => {
      const wrong = { nodes: 2, storageGi: 0, retentionDays: 0 };
      new ElasticStack("elastic", { ...size, ...wrong, context, kibanaUrl: names.kibanaUrl });
      return {};
    };
    await assert.rejects(
      runProgram({
        project: "test",
        stack: "test",
        config: {},
        cloud: simulatedCloud({ region: "us-east-1" }),
        stacks: new Map(),
        program,
      }),
      /nodes: found 2; allowed: 1, or 3[\s\S]*storageGi: found 0[\s\S]*retentionDays: found 0/,
    );
  });

  it("keeps its data on volumes of the class asked for", () => {
    const [nodes] = elasticsearchSpec(size, names).nodeSets;
    assert.equal(nodes?.count, 3);
    assert.equal(nodes?.volumeClaimTemplates[0]?.spec.storageClassName, "gp3");
  });

  it("lets telemetry be written by a user that cannot read logs", () => {
    const logs = /names: \["logs-\*"\]\s+privileges: \[([^\]]*)\]/.exec(writerRoleDefinition)?.[1];
    assert.equal(logs, "auto_configure, create_doc");
  });

  it("runs Logstash only where it is asked for, and then with a certificate", async () => {
    const kinds = async (logstash?: LogstashSize) => {
      const { resources } = await deploy(() => {
        const provider = new kubernetes.Provider("kubernetes", { kubeconfig: "{}" });
        const args = {
          ...size,
          context: { ...context, namespace: "default" },
          kibanaUrl: names.kibanaUrl,
          logstash,
        };
        new ElasticStack("elastic", args, {
          providers: [
            provider,
            new aws.Provider("aws", { region: "us-east-1" }),
            new random.Provider("random"),
          ],
        });
        return {};
      });
      return resources.map(({ inputs }) => inputs.kind);
    };
    assert.ok(!(await kinds()).includes("Logstash"));
    const made = await kinds({ replicas: 2, issuer: "platform-internal" });
    assert.ok(made.includes("Logstash") && made.includes("Certificate"));
  });

  it("takes events for Logstash by TLS alone", () => {
    const pipeline = logstashSpec(2, names).pipelines[0]?.["config.string"] ?? "";
    for (const input of ["http", "beats"]) {
      assert.match(pipeline, new RegExp(`${input} \\{ port => \\d+ ssl_enabled => true `));
    }
  });

  it("gives Logstash no password in its pipeline", () => {
    assert.match(JSON.stringify(logstashSpec(2, names).pipelines), /\$\{LOGS_ES_PASSWORD\}/);
  });
});

describe("the values of Prometheus", () => {
  const values = prometheusValues({
    ...context,
    replicas: 1,
    resources: { cpu: "250m", memory: "2Gi" },
    retentionDays: 5,
    storageGi: 20,
    alertmanager: { replicas: 3, topicArn: "arn:aws:sns:us-east-1:111122223333:alerts" },
    grafana: { url: "https://grafana.example.com", traces: true },
  }) as Record<string, Record<string, Record<string, unknown>>>;

  it("pick up what every layer wants scraped, and nothing of the control plane that EKS hides", () => {
    const spec = values.prometheus?.prometheusSpec ?? {};
    const selectors = Object.entries(spec).filter(([key]) => key.endsWith("NilUsesHelmValues"));
    assert.deepEqual(
      selectors.map(([, value]) => value),
      [false, false, false, false, false],
    );
    for (const part of ["kubeControllerManager", "kubeScheduler", "kubeEtcd", "kubeProxy"]) {
      assert.deepEqual(values[part], { enabled: false }, part);
    }
  });

  it("let nobody into Grafana without a login, and have no password in them", () => {
    const grafana = values.grafana ?? {};
    assert.deepEqual((grafana["grafana.ini"] as Record<string, unknown>)["auth.anonymous"], {
      enabled: false,
    });
    assert.equal(grafana.admin?.existingSecret, "grafana-admin");
    assert.ok(!("adminPassword" in grafana));
  });

  it("show traces of a Jaeger that still answers Grafana", () => {
    const [, minor] = charts.jaeger.appVersion.split(".");
    assert.ok(
      Number(minor) <= 20,
      "Grafana's data source asks /api/services, which Jaeger 2.21 does not have",
    );
  });

  it("run Alertmanager with the service account whose identity may publish to the topic", () => {
    assert.deepEqual(values.alertmanager?.serviceAccount, { name: "alertmanager" });
  });

  it("hold back alerts that only inform as the chart does, whose list theirs replaces", () => {
    const { inhibit_rules } = alertmanagerConfig("arn", "us-east-1");
    assert.equal(inhibit_rules.filter((rule) => JSON.stringify(rule).includes("InfoInhibitor")).length, 2);
  });

  it("send the alerts of a team's namespace to its own topic, and all others to the platform's", () => {
    const channel = { namespace: "team-vision", topicArn: "arn:vision" };
    const { route, receivers } = alertmanagerConfig("arn:all", "us-east-1", [channel]);
    assert.equal(route.receiver, "topic");
    assert.deepEqual(route.routes.at(-1), {
      receiver: "team-vision",
      matchers: ["namespace = team-vision"],
    });
    assert.deepEqual(
      receivers.map((receiver) => [
        receiver.name,
        "sns_configs" in receiver ? receiver.sns_configs[0]?.topic_arn : undefined,
      ]),
      [
        ["nobody", undefined],
        ["topic", "arn:all"],
        ["team-vision", "arn:vision"],
      ],
    );
  });

  it("hold monitors and rules of a team to its namespace, and those of the platform's two namespaces to none", () => {
    const spec = values.prometheus?.prometheusSpec ?? {};
    assert.equal(spec.enforcedNamespaceLabel, "namespace");
    const excluded = spec.excludedFromEnforcement as { namespace: string; resource: string }[];
    const free = new Set(excluded.map(({ namespace }) => namespace));
    assert.deepEqual([...free], [context.namespace, context.nodeNamespace]);
    assert.equal(excluded.filter(({ resource }) => resource === "prometheusrules").length, 2);
  });

  it("have no disruption budget that would block the drain of a node", () => {
    assert.deepEqual(values.prometheus?.podDisruptionBudget, { enabled: false });
    assert.deepEqual(values.alertmanager?.podDisruptionBudget, { enabled: true });
  });
});
