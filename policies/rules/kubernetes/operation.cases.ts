import { type Inputs, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const deployment = "kubernetes:apps/v1:Deployment";

import { container, pod, workload } from "../../testing/workload.ts";

const with1 = (different: Inputs, security: Inputs = {}) =>
  workload(pod({}, [container(different, security)]));
const before = (extra: Inputs, security: Inputs = {}) =>
  workload(pod({ initContainers: [container({ name: "first", ...extra }, security)] }));
const budget = (spec: object) =>
  resource("kubernetes:policy/v1:PodDisruptionBudget", "b", { metadata: { namespace: "ml" }, spec });
const gateway = (spec: object = { infrastructure: { parametersRef: { name: "door" } } }) =>
  resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", "g", { metadata: { namespace: "door" }, spec });
const balancer = (attributes: unknown, namespace = "door") =>
  resource("kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration", "c", {
    metadata: { name: "door", namespace },
    spec: { loadBalancerAttributes: attributes },
  });
const logged = { key: "access_logs.s3.enabled", value: "true" };
const protectedFromDeletion = { key: "deletion_protection.enabled", value: "true" };
const gpu = (count: unknown, different: Inputs = {}) =>
  workload(
    pod(different, [
      container({ resources: { limits: { "nvidia.com/gpu": count, memory: "8Gi" }, requests: { cpu: 1 } } }),
    ]),
  );

export const cases: readonly RuleCases[] = [
  {
    rule: "kubernetes-resources-set",
    type: deployment,
    good: {
      all: workload(),
      "limits count as requests": with1({ resources: { limits: { cpu: 1, memory: "1Gi" } } }),
      "one that runs first needs none": before({ resources: {} }),
      "a quantity that is not known yet": with1({
        resources: { requests: { cpu: unknown, memory: unknown }, limits: { memory: unknown } },
      }),
    },
    bad: {
      none: with1({ resources: {} }),
      "no memory limit": with1({ resources: { requests: { cpu: 1, memory: "1Gi" } } }),
      "a sidecar without": before({ resources: {}, restartPolicy: "Always" }),
    },
  },
  {
    rule: "kubernetes-probes-set",
    type: deployment,
    good: {
      both: workload(),
      "no port": with1({ ports: [], readinessProbe: null, livenessProbe: null }),
      "not known yet": with1({ readinessProbe: unknown }),
    },
    bad: {
      "no liveness": with1({ livenessProbe: null }),
      none: with1({ readinessProbe: null, livenessProbe: null }),
    },
  },
  {
    rule: "kubernetes-replicas-spread",
    type: deployment,
    good: {
      "two, spread": workload(),
      "an autoscaler's": workload(pod(), { replicas: null }),
      "switched off": workload(pod({ topologySpreadConstraints: [] }), { replicas: 0 }),
    },
    bad: {
      one: workload(pod(), { replicas: 1 }),
      together: workload(pod({ topologySpreadConstraints: [] })),
    },
    deferred: { "not known yet": workload(pod(), { replicas: unknown }) },
  },
  {
    rule: "kubernetes-gateway-guarded",
    good: {
      both: [gateway(), balancer([logged, protectedFromDeletion])],
      "no gateway": [balancer([])],
    },
    bad: {
      "no configuration": [gateway()],
      "none that is named": [gateway({}), balancer([logged, protectedFromDeletion])],
      "another namespace's": [gateway(), balancer([logged, protectedFromDeletion], "other")],
      "no log": [gateway(), balancer([protectedFromDeletion])],
      "a log that is off": [gateway(), balancer([{ ...logged, value: "false" }, protectedFromDeletion])],
      "no protection": [gateway(), balancer([logged])],
    },
    deferred: {
      "attributes that are not known yet": [gateway(), balancer(unknown)],
    },
  },
  {
    rule: "kubernetes-disruption-budget",
    good: {
      covered: [
        resource(deployment, "d", workload()),
        budget({ maxUnavailable: 1, selector: { matchLabels: { app: "server" } } }),
      ],
      "covered with all pods of the namespace": [
        resource(deployment, "d", workload()),
        budget({ maxUnavailable: 1, selector: {} }),
      ],
      "covered by an expression": [
        resource(deployment, "d", workload()),
        budget({
          maxUnavailable: 1,
          selector: { matchExpressions: [{ key: "app", operator: "In", values: ["server", "other"] }] },
        }),
      ],
      "one replica": [resource(deployment, "d", workload(pod(), { replicas: 1 }))],
    },
    bad: {
      "not covered": [resource(deployment, "d", workload())],
      "a budget without a selector": [resource(deployment, "d", workload()), budget({ maxUnavailable: 1 })],
      "another's": [
        resource(deployment, "d", workload()),
        budget({ maxUnavailable: 1, selector: { matchLabels: { app: "other" } } }),
      ],
      "lets nothing go": [budget({ maxUnavailable: 0, selector: { matchLabels: { app: "server" } } })],
    },
    deferred: { "not known yet": [resource(deployment, "d", workload(pod(), { replicas: unknown }))] },
  },
  {
    rule: "kubernetes-gpu-limited",
    type: deployment,
    good: {
      tolerates: gpu(1, {
        tolerations: [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }],
      }),
      "tolerates all": gpu("1", { tolerations: [{ operator: "Exists" }] }),
      "no GPU": workload(),
    },
    bad: {
      "does not": gpu(1),
      "a slice": workload(pod({}, [container({ resources: { limits: { "nvidia.com/mig-1g.10gb": 1 } } })])),
      "asked for without a limit": workload(
        pod({ tolerations: [{ operator: "Exists" }] }, [
          container({ resources: { requests: { "nvidia.com/gpu": 1 } } }),
        ]),
      ),
    },
    deferred: { "not known yet": gpu(unknown) },
  },
];
