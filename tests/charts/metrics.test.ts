import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import type { Manifest } from "../kubernetes/client.ts";
import { podOf } from "../kubernetes/pods.ts";
import { skip } from "../support/skip.ts";
import { mirroredPlan } from "./mirrored-plan.ts";
import { installedCharts, whyClosed } from "./render.ts";

type Labels = Readonly<Record<string, string>>;
type Port = { readonly port: number | string };
interface Rule {
  readonly from?: readonly Properties[];
  readonly to?: readonly Properties[];
  readonly ports?: readonly Port[];
}

const namespaceName = "kubernetes.io/metadata.name";

/** Whether a rule names the pods of a namespace, and of it perhaps Prometheus alone. */
const names = (peers: readonly Properties[] | undefined, namespace: string): boolean =>
  (peers ?? []).some(({ namespaceSelector }) => {
    const { matchLabels } = (namespaceSelector ?? {}) as { matchLabels?: Labels };
    return matchLabels?.[namespaceName] === namespace;
  });

const matches = (labels: Labels, selector: Labels | undefined): boolean =>
  Object.entries(selector ?? {}).every(([key, value]) => labels[key] === value);

const labelsOf = ({ metadata }: Manifest): Labels => ((metadata as Properties).labels ?? {}) as Labels;

/** Proves of the controllers of prod that their metrics are read, and that those which read metrics may ask for them. */
describe("the metrics of controllers", function () {
  this.timeout(120_000);
  let resources: readonly RegisteredResource[];
  let objects: readonly Manifest[];
  let policies: readonly Manifest[];
  let monitors: readonly Manifest[];
  const spec = (object: Manifest) => object.spec as Properties;
  const ingress = (policy: Manifest) => (spec(policy).ingress ?? []) as Rule[];

  before(async () => {
    resources = await mirroredPlan("prod");
    objects = resources
      .filter(({ type }) => /^kubernetes:(?!helm\.sh)/.test(type))
      .map(({ inputs }) => reveal(inputs) as unknown as Manifest);
    policies = objects.filter(({ kind }) => kind === "NetworkPolicy");
    monitors = resources
      .filter(({ urn, type }) => urn.includes("aip:observability:ServiceMetrics") && /Monitor$/.test(type))
      .map(({ inputs }) => reveal(inputs) as unknown as Manifest);
  });

  const monitored = () =>
    monitors.flatMap((monitor) => (spec(monitor).namespaceSelector as Properties)?.matchNames as string[]);

  it("have a monitor wherever a network policy lets Prometheus in", () => {
    const open = policies
      .filter((policy) => policy.metadata.name === "allow-controller")
      .filter((policy) => ingress(policy).some(({ from }) => names(from, "observability")))
      .map(({ metadata }) => metadata.namespace as string);
    assert.ok(open.length > 8, "hardly a controller lets Prometheus in");
    assert.deepEqual(
      open.filter((namespace) => !monitored().includes(namespace)),
      [],
    );
    for (const namespace of ["external-secrets", "vault"])
      assert.ok(monitored().includes(namespace), namespace);
  });

  it("may be asked for by KEDA and Argo Rollouts, at both ends", () => {
    const prometheus = policies.find(
      ({ metadata }) => metadata.name === "prometheus" && metadata.namespace === "observability",
    );
    assert.ok(prometheus);
    for (const namespace of ["keda", "argo-rollouts"]) {
      const out = policies
        .filter((policy) => policy.metadata.namespace === namespace)
        .flatMap((policy) => (spec(policy).egress ?? []) as Rule[])
        .filter(({ to }) => names(to, "observability"));
      assert.deepEqual(
        out.flatMap(({ ports }) => ports?.map(({ port }) => port)),
        [9090],
        namespace,
      );
      const back: Rule[] = ingress(prometheus).filter(({ from }) => names(from, namespace));
      assert.deepEqual(
        back.flatMap(({ ports }) => ports?.map(({ port }) => port)),
        [9090],
        namespace,
      );
    }
    const [template] = objects.filter(({ kind }) => kind === "ClusterAnalysisTemplate");
    assert.match(
      JSON.stringify(template?.spec),
      /"address":"http:\/\/monitoring-prometheus\.observability\.svc:9090"/,
    );
  });

  it("are on the ports that the charts' pods and services have, and Prometheus may reach them", function () {
    const installed = installedCharts(resources);
    const closed = installed.filter((chart) => chart.objects.length === 0);
    if (closed.length === installed.length) skip(this, whyClosed("karpenter") as string);
    const pods = objects.flatMap((object) => podOf(object) ?? []);
    const unknown = closed.map(({ inputs }) => String(inputs.namespace));
    const problems: string[] = [];
    let checked = 0;
    for (const monitor of monitors) {
      const { namespaceSelector, selector, podMetricsEndpoints, endpoints } = spec(monitor) as {
        namespaceSelector?: { matchNames?: string[] };
        selector: { matchLabels: Labels };
        podMetricsEndpoints?: { port: string }[];
        endpoints?: { port: string }[];
      };
      const [namespace] = namespaceSelector?.matchNames ?? [];
      if (namespace === undefined || unknown.includes(namespace)) continue;
      checked += 1;
      const inNamespace = (object: Manifest) => object.metadata.namespace === namespace;
      const [{ port } = { port: "" }] = podMetricsEndpoints ?? endpoints ?? [];
      const reached = podMetricsEndpoints
        ? pods
            .filter((pod) => inNamespace(pod) && matches(labelsOf(pod), selector.matchLabels))
            .flatMap((pod) => (pod.spec as { containers: { ports?: Properties[] }[] }).containers)
            .flatMap(({ ports = [] }) => ports.filter(({ name }) => name === port))
            .map(({ containerPort }) => containerPort)
        : objects
            .filter(({ kind }) => kind === "Service")
            .filter((service) => inNamespace(service) && matches(labelsOf(service), selector.matchLabels))
            .flatMap((service) => spec(service).ports as Properties[])
            .filter(({ name }) => name === port)
            .map(({ targetPort }) => targetPort);
      const name = `${monitor.kind} ${monitor.metadata.name}`;
      if (reached.length === 0) problems.push(`${name} selects nothing with a port ${port} in ${namespace}`);
      const open = policies.filter(inNamespace).flatMap(ingress);
      for (const number of reached) {
        const rule = open.find(
          ({ from, ports }) =>
            (names(from, "observability") ||
              from?.some(({ namespaceSelector: peer }) => JSON.stringify(peer)?.includes("ai-platform"))) &&
            ports?.some((each) => each.port === number),
        );
        if (!rule) problems.push(`${name}: no policy of ${namespace} lets Prometheus in on ${number}`);
      }
    }
    assert.deepEqual(problems, []);
    assert.ok(checked > 8, `${checked} monitors were checked`);
  });
});
