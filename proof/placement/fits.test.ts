import assert from "node:assert/strict";
import { unknownValue } from "@aip/common/protocol.ts";
import type { Resource } from "@aip/common/resource.ts";
import type { PlannedPod } from "../world/pod.ts";
import { fitsPool } from "./fits.ts";
import { container, karpenter, managed, object, planned, pod, poolNamed } from "./testing/planned.ts";

const gpuTaint = { key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" };
const toleration = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };
const general = karpenter("general", { types: ["m7i.2xlarge"], labels: { purpose: "general" } });
const gpu = karpenter("gpu", { types: ["g6.2xlarge"], labels: { purpose: "inference" }, taints: [gpuTaint] });

const fit = (subject: PlannedPod, pool = "general", more: readonly Resource[] = []) => {
  const cluster = planned(...general, ...gpu, ...more);
  return fitsPool(cluster, subject, poolNamed(cluster, pool));
};

const fits = (subject: PlannedPod, pool?: string, more?: readonly Resource[]) =>
  assert.equal(fit(subject, pool, more).verdict, "held", fit(subject, pool, more).reason);

const refused = (subject: PlannedPod, reason: RegExp, pool?: string, more?: readonly Resource[]) => {
  const outcome = fit(subject, pool, more);
  assert.equal(outcome.verdict, "broken", outcome.reason);
  assert.match(outcome.reason, reason);
};

const small = [container({ cpu: "100m", memory: "128Mi" })];

describe("a pod on a pool", () => {
  it("fits where there is room, and not where one resource is short", () => {
    fits(pod({ containers: [container({ cpu: "7910m", memory: "28Gi" })] }));
    refused(
      pod({ containers: [container({ cpu: "7911m" })] }),
      /asks for 7\.911 cpu, of which a m7i\.2xlarge has 7\.91 cpu free/,
    );
    refused(pod({ containers: [container({ memory: "30Gi" })] }), /30 GiB memory/);
    refused(pod({ containers: [container({ "ephemeral-storage": "50Gi" })] }), /50 GiB ephemeral-storage/);
  });

  it("counts sidecars with the containers, and other init containers only by themselves", () => {
    const sidecar = { ...container({ cpu: "2" }), restartPolicy: "Always" };
    fits(pod({ containers: [container({ cpu: "4" })], initContainers: [container({ cpu: "7" })] }));
    fits(pod({ containers: [container({ cpu: "5" })], initContainers: [sidecar] }));
    refused(pod({ containers: [container({ cpu: "6" })], initContainers: [sidecar] }), /8 cpu/);
    refused(pod({ containers: small, initContainers: [sidecar, container({ cpu: "6" })] }), /8 cpu/);
    fits(pod({ containers: small, initContainers: [container({ cpu: "6" }), sidecar] }));
  });

  it("counts what the pod as a whole asks for in place of its containers", () => {
    const containers = [container({ cpu: "8" })];
    fits(pod({ containers, resources: { requests: { cpu: "1" } } }));
    refused(pod({ containers: small, resources: { requests: { cpu: "8" } } }), /8 cpu/);
  });

  it("requests its limits where it says nothing, else what its namespace gives", () => {
    const range = (limits: object) => [
      object(
        "core/v1:LimitRange",
        "limits",
        { spec: { limits: [{ type: "Container", ...limits }] } },
        "default",
      ),
    ];
    const silent = pod({ containers: [{ name: "main" }] });
    refused(pod({ containers: [{ name: "main", resources: { limits: { cpu: "9" } } }] }), /9 cpu/);
    refused(silent, /9 cpu/, "general", range({ defaultRequest: { cpu: "9" }, default: { cpu: "10" } }));
    refused(silent, /10 cpu/, "general", range({ default: { cpu: "10" } }));
    fits(silent, "general", range({ defaultRequest: { cpu: "1" } }));
    fits(pod({ containers: small }), "general", range({ defaultRequest: { cpu: "9" } }));
  });

  it("carries the overhead, the selector and the tolerations of its RuntimeClass", () => {
    const runtime = object("node.k8s.io/v1:RuntimeClass", "kata", {
      overhead: { podFixed: { cpu: "1" } },
      scheduling: { nodeSelector: { purpose: "inference" }, tolerations: [toleration] },
    });
    const spec = { runtimeClassName: "kata", containers: [container({ cpu: "6900m" })] };
    fits(pod(spec), "gpu", [runtime]);
    refused(pod(spec), /label purpose=inference/, "general", [runtime]);
    refused(pod({ ...spec, containers: [container({ cpu: "7" })] }), /8 cpu/, "gpu", [runtime]);
    assert.match(fit(pod(spec)).reason, /RuntimeClass kata is not in the plan/);
    assert.equal(fit(pod(spec)).verdict, "undecided");
  });

  it("goes where its node selector says", () => {
    fits(pod({ containers: small, nodeSelector: { purpose: "general", "kubernetes.io/arch": "amd64" } }));
    refused(
      pod({ containers: small, nodeSelector: { purpose: "training" } }),
      /nodes with label purpose=training/,
    );
    refused(pod({ containers: small, nodeSelector: { absent: "x" } }), /label absent=x/);
  });

  const affinity = (...terms: readonly object[]) => ({
    nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } },
  });
  const expressions = (...matchExpressions: readonly object[]) => ({ matchExpressions });
  const cpus = "karpenter.k8s.aws/instance-cpu";
  for (const [shown, terms, held] of [
    ["In", [expressions({ key: "purpose", operator: "In", values: ["a", "general"] })], true],
    [
      "NotIn a label it has",
      [expressions({ key: "purpose", operator: "NotIn", values: ["general"] })],
      false,
    ],
    ["NotIn a label it has not", [expressions({ key: "absent", operator: "NotIn", values: ["a"] })], true],
    ["Exists", [expressions({ key: "purpose", operator: "Exists" })], true],
    ["DoesNotExist", [expressions({ key: "purpose", operator: "DoesNotExist" })], false],
    ["Gt", [expressions({ key: cpus, operator: "Gt", values: ["7"] })], true],
    ["Gt the same", [expressions({ key: cpus, operator: "Gt", values: ["8"] })], false],
    ["Lt", [expressions({ key: cpus, operator: "Lt", values: ["9"] })], true],
    [
      "all of one term",
      [expressions({ key: "purpose", operator: "Exists" }, { key: "absent", operator: "Exists" })],
      false,
    ],
    [
      "one of several terms",
      [
        expressions({ key: "absent", operator: "Exists" }),
        expressions({ key: "purpose", operator: "Exists" }),
      ],
      true,
    ],
    ["an empty term", [{}], false],
  ] as const) {
    it(`${held ? "meets" : "does not meet"} node affinity with ${shown}`, () => {
      const subject = pod({ containers: small, affinity: affinity(...terms) });
      if (held) fits(subject);
      else refused(subject, /asks for nodes with/);
    });
  }

  it("is not kept off by node affinity that is only preferred", () => {
    const preferred = [{ weight: 1, preference: expressions({ key: "absent", operator: "Exists" }) }];
    fits(
      pod({
        containers: small,
        affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: preferred } },
      }),
    );
  });

  it("is undecided where it hangs on a label that nodes get when they run", () => {
    const subject = pod({
      containers: small,
      tolerations: [toleration],
      nodeSelector: { "nvidia.com/gpu.product": "NVIDIA-L4" },
    });
    assert.equal(fit(subject, "gpu").verdict, "undecided");
    assert.match(fit(subject, "gpu").reason, /label nvidia\.com\/gpu\.product of g6\.2xlarge nodes/);
    refused(subject, /nvidia\.com\/gpu\.product/);
  });

  for (const [shown, tolerations, held] of [
    ["none", [], false],
    ["the key", [{ key: "nvidia.com/gpu", operator: "Exists" }], true],
    ["key and effect", [toleration], true],
    ["another effect", [{ ...toleration, effect: "NoExecute" }], false],
    ["another key", [{ key: "other", operator: "Exists" }], false],
    ["the value", [{ key: "nvidia.com/gpu", value: "true" }], true],
    ["another value", [{ key: "nvidia.com/gpu", operator: "Equal", value: "false" }], false],
    ["everything", [{ operator: "Exists" }], true],
  ] as const) {
    it(`${held ? "fits on" : "is kept off"} tainted nodes where it tolerates ${shown}`, () => {
      const subject = pod({ containers: small, tolerations });
      if (held) fits(subject, "gpu");
      else refused(subject, /does not tolerate the taint nvidia\.com\/gpu=true:NoSchedule/, "gpu");
    });
  }

  it("is not kept off by a taint that only prefers", () => {
    const taints = [{ key: "slow", effect: "PreferNoSchedule" }];
    fits(pod({ containers: small }), "soft", karpenter("soft", { types: ["m7i.large"], taints }));
  });

  it("gets devices only where nodes have them", () => {
    const subject = pod({ containers: [container({ "nvidia.com/gpu": 1 })], tolerations: [toleration] });
    fits(subject, "gpu");
    refused(subject, /asks for 1 nvidia\.com\/gpu, of which a m7i\.2xlarge has 0 nvidia\.com\/gpu free/);
    refused(
      pod({ containers: [container({ "nvidia.com/gpu": 2 })], tolerations: [toleration] }),
      /2 nvidia/,
      "gpu",
    );
  });

  it("finds less room beside the agents of each node, and those only where they run", () => {
    const agent = (name: string, spec: object) =>
      object("apps/v1:DaemonSet", name, { spec: { template: { spec } } }, "kube-system");
    const subject = pod({ containers: [container({ cpu: "7" })] });
    const agents = [agent("everywhere", { containers: [container({ cpu: "500m" })] })];
    const elsewhere = agent("gpu", {
      containers: [container({ cpu: "4" })],
      nodeSelector: { purpose: "inference" },
      tolerations: [toleration],
    });
    fits(subject, "general", [...agents, elsewhere]);
    refused(
      pod({ containers: [container({ cpu: "7500m" })] }),
      /7\.5 cpu, of which a m7i\.2xlarge has 7\.41 cpu free/,
      "general",
      agents,
    );
  });

  it("is undecided only where it hangs on agents of which a plan does not know whether they run", () => {
    const agent = object(
      "apps/v1:DaemonSet",
      "monitor",
      {
        spec: {
          template: {
            spec: {
              containers: [container({ cpu: "1" })],
              tolerations: [toleration],
              nodeSelector: { "nvidia.com/gpu.product": "NVIDIA-L4" },
            },
          },
        },
      },
      "kube-system",
    );
    const asking = (cpu: string) => pod({ containers: [container({ cpu })], tolerations: [toleration] });
    fits(asking("6900m"), "gpu", [agent]);
    assert.match(
      fit(asking("7"), "gpu", [agent]).reason,
      /label nvidia\.com\/gpu\.product of g6\.2xlarge nodes is not known/,
    );
    refused(asking("8"), /8 cpu/, "gpu", [agent]);
  });

  it("counts the pods of managed add-ons among the agents", () => {
    const addon = (addonName: string): Resource => ({
      ...object("", addonName, {}),
      type: "aws:eks/addon:Addon",
      inputs: { addonName },
    });
    const subject = pod({ containers: [container({ cpu: "7800m" })] });
    fits(subject);
    refused(subject, /7\.76 cpu free/, "general", [addon("vpc-cni"), addon("kube-proxy")]);
  });

  it("fits on a managed group too", () => {
    fits(pod({ containers: small }), "system", managed("system"));
    refused(pod({ containers: [container({ cpu: "2" })] }), /2 cpu/, "system", managed("system"));
  });

  it("does not fit on a pool whose limits allow no node", () => {
    const none = karpenter("none", { types: ["m7i.2xlarge"], limits: { cpu: "4" } });
    refused(pod({ containers: small }), /limits of the pool do not allow a m7i\.2xlarge/, "none", none);
  });

  it("is undecided where a value that matters is not known, and names it", () => {
    const outcome = fit(pod({ containers: [container({ cpu: unknownValue })] }));
    assert.equal(outcome.verdict, "undecided");
    assert.match(outcome.reason, /requests\.cpu is not known yet/);
  });
});
