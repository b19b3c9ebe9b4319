import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { type PlannedPod, placedIn, texts } from "./pod.ts";

/** What an operator makes of one of its objects: the pods' labels, and where the object keeps the rest. */
type Make = (view: ResourceView, name: string) => readonly Made[];

interface Made {
  readonly labels: Readonly<Record<string, string>>;
  readonly template: Value;
  readonly replicas: number;
  readonly keepsState: boolean;
  /** Ports that the operator gives the pods, by name. */
  readonly ports: Readonly<Record<string, number>>;
  /** What the pods ask for, where the object says it outside of a template. */
  readonly resources?: unknown;
}

/** The template of an object that has the keys of a pod's among its own. */
function inline(view: ResourceView): Value {
  const metadata = view.at("spec", "podMetadata");
  // A key without a value would be one that is not known.
  return Value.of({
    spec: view.at("spec").raw(),
    ...(metadata.isAbsent ? {} : { metadata: metadata.raw() }),
  });
}

const given = (resources: Value) => (resources.isAbsent ? {} : { resources: resources.raw() });

const replicasOf = (value: Value): number => value.number() ?? 1;

/**
 * Labels and ports that operators give their pods.
 *
 * - Elastic Cloud on Kubernetes 3.4: docs/reference/api-docs, pkg/controller/elasticsearch/label and kibana/labels.go
 * - Prometheus operator 0.92: Documentation/api-reference, pkg/prometheus/server/statefulset.go and alertmanager/statefulset.go
 *
 * Read 2026-11-24.
 */
const makers: Readonly<Record<string, Make>> = {
  "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch": (view, name) =>
    view
      .at("spec", "nodeSets")
      .list()
      .map((set) => ({
        labels: {
          "common.k8s.elastic.co/type": "elasticsearch",
          "elasticsearch.k8s.elastic.co/cluster-name": name,
          "elasticsearch.k8s.elastic.co/statefulset-name": `${name}-es-${set.at("name").text()}`,
        },
        template: set.at("podTemplate"),
        replicas: replicasOf(set.at("count")),
        keepsState: true,
        ports: { https: 9200, transport: 9300 },
      })),
  "kubernetes:kibana.k8s.elastic.co/v1:Kibana": (view, name) => [
    {
      labels: { "common.k8s.elastic.co/type": "kibana", "kibana.k8s.elastic.co/name": name },
      template: view.at("spec", "podTemplate"),
      replicas: replicasOf(view.at("spec", "count")),
      keepsState: false,
      ports: { https: 5601 },
    },
  ],
  "kubernetes:monitoring.coreos.com/v1:Prometheus": (view, name) => [
    {
      labels: {
        "app.kubernetes.io/name": "prometheus",
        "app.kubernetes.io/instance": name,
        "operator.prometheus.io/name": name,
        prometheus: name,
      },
      template: inline(view),
      replicas: replicasOf(view.at("spec", "replicas")),
      keepsState: view.at("spec", "storage").isSet,
      ports: { [view.at("spec", "portName").text() ?? "web"]: 9090 },
      ...given(view.at("spec", "resources")),
    },
  ],
  "kubernetes:monitoring.coreos.com/v1:Alertmanager": (view, name) => [
    {
      labels: {
        "app.kubernetes.io/name": "alertmanager",
        "app.kubernetes.io/instance": name,
        alertmanager: name,
      },
      template: inline(view),
      replicas: replicasOf(view.at("spec", "replicas")),
      keepsState: view.at("spec", "storage").isSet,
      ports: { [view.at("spec", "portName").text() ?? "web"]: 9093 },
      ...given(view.at("spec", "resources")),
    },
  ],
};

/** The pods that an operator makes of an object; none for the objects of no operator that is known here. */
export function operatorPods(view: ResourceView, kind: string, name: string): readonly PlannedPod[] {
  return (makers[view.type]?.(view, name) ?? []).map(
    ({ labels, template, replicas, keepsState, ...made }) => ({
      urn: view.urn,
      owner: `${kind} ${name}`,
      kind,
      namespace: placedIn(view),
      labels: { ...labels, ...texts(template.at("metadata", "labels")) },
      metadata: template.at("metadata"),
      spec: withContainer(template.at("spec"), made),
      replicas,
      keepsState,
    }),
  );
}

/** The operator's own container in front of what the object says of the pod. */
function withContainer(spec: Value, { ports, resources }: Pick<Made, "ports" | "resources">): Value {
  const said = (spec.isAbsent || spec.isUnknown ? {} : spec.raw()) as Record<string, unknown>;
  const [first = {}, ...rest] = (said.containers ?? []) as Record<string, unknown>[];
  const named = Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort }));
  const main = { ...first, ports: named, ...(resources === undefined ? {} : { resources }) };
  return Value.of({ ...said, containers: [main, ...rest] }, spec.path);
}
