import assert from "node:assert/strict";
import type { Resource } from "@aip/common/resource.ts";
import { Value } from "@aip/common/value.ts";
import type { PlannedPod } from "../world/pod.ts";
import { kueueAdmits } from "./kueue.ts";
import { container, karpenter, managed, object, planned, pod } from "./testing/planned.ts";

const kueue = (kind: string, name: string, spec: object, namespace?: string): Resource =>
  object(`kueue.x-k8s.io/v1beta2:${kind}`, name, { spec }, namespace);

const taints = [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }];
const tolerations = [{ key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" }];
const gpu = "nvidia.com/gpu";

const pools = [
  ...karpenter("general", { types: ["m7i.2xlarge"], labels: { pool: "general" }, limits: { cpu: "32" } }),
  ...karpenter("gpu", {
    types: ["g6.2xlarge"],
    labels: { pool: "gpu" },
    taints,
    limits: { cpu: "64", [gpu]: 4 },
  }),
];
const flavor = (name: string, more: object = {}) =>
  kueue("ResourceFlavor", name, { nodeLabels: { pool: name }, ...more });
const flavors = [flavor("general"), flavor("gpu", { tolerations })];

const quotas = (name: string, resources: Readonly<Record<string, object | number | string>>) => ({
  name,
  resources: Object.entries(resources).map(([resource, quota]) => ({
    name: resource,
    ...(typeof quota === "object" ? quota : { nominalQuota: quota }),
  })),
});
const coveredResources = ["cpu", "memory", gpu];
const group = (...each: readonly object[]) => ({ coveredResources, flavors: each });
const generalQuota = quotas("general", { cpu: "16", memory: "64Gi", [gpu]: 0 });
const gpuQuota = quotas("gpu", { cpu: "16", memory: "64Gi", [gpu]: 2 });

const queue = (resourceGroups: readonly object[], more: object = {}): readonly Resource[] => [
  object("core/v1:Namespace", "team-a", { metadata: { labels: { team: "a" } } }),
  kueue("LocalQueue", "default", { clusterQueue: "a" }, "team-a"),
  kueue("ClusterQueue", "a", { namespaceSelector: { matchLabels: { team: "a" } }, resourceGroups, ...more }),
];

const job = (requests: object, count = 1, spec: object = {}, annotations: object = {}) => {
  const subject: PlannedPod = pod(
    { containers: [container({ ...requests })], ...spec },
    { owner: "Job train", namespace: "team-a", metadata: Value.of({ annotations }) },
  );
  return { namespace: "team-a", queue: "default", podSets: [{ pod: subject, count }] };
};

type Job = ReturnType<typeof job>;

const outcome = (subject: Job, resources: readonly Resource[]) =>
  kueueAdmits(planned(...pools, ...flavors, ...resources), subject);
const admits = (subject: Job, resources: readonly Resource[], reason = /Kueue admits the job/) => {
  assert.equal(outcome(subject, resources).verdict, "held", outcome(subject, resources).reason);
  assert.match(outcome(subject, resources).reason, reason);
};
const refuses = (subject: Job, resources: readonly Resource[], reason: RegExp) => {
  assert.equal(outcome(subject, resources).verdict, "broken", outcome(subject, resources).reason);
  assert.match(outcome(subject, resources).reason, reason);
};

const both = queue([group(generalQuota, gpuQuota)]);

describe("a job in a queue of Kueue", () => {
  it("is admitted to the first flavor that has its labels and quota, and its pods find nodes there", () => {
    admits(job({ cpu: "1", memory: "1Gi" }), both, /through a to general/);
    admits(job({ cpu: "1", [gpu]: 1 }, 2), both, /through a to gpu/);
    admits(job({ cpu: "1" }, 1, { nodeSelector: { pool: "gpu" } }), both, /through a to gpu/);
  });

  it("is not admitted where no flavor has quota", () => {
    refuses(
      job({ cpu: "1", [gpu]: 1 }, 3),
      both,
      /flavor general has 0 nvidia\.com\/gpu for the queue, and Job train needs 3 nvidia\.com\/gpu; flavor gpu has 2 nvidia/,
    );
  });

  it("is never admitted where it asks for what the queue does not cover", () => {
    refuses(
      job({ cpu: "1", [gpu]: 1, "vpc.amazonaws.com/efa": 1 }),
      both,
      /ClusterQueue a covers no vpc\.amazonaws\.com\/efa, so that Kueue never admits Job train/,
    );
    const covered = {
      ...group(quotas("gpu", { cpu: "16", memory: "64Gi", [gpu]: 2, "ephemeral-storage": "1Ti" })),
    };
    const withDisk = { ...covered, coveredResources: [...coveredResources, "ephemeral-storage"] };
    refuses(job({ cpu: "1", "ephemeral-storage": "1Gi" }), both, /covers no ephemeral-storage/);
    admits(job({ cpu: "1", "ephemeral-storage": "1Gi" }), queue([withDisk]));
  });

  it("does not count what Kueue is told to leave out", () => {
    const values = {
      managerConfig: { controllerManagerConfigYaml: "resources:\n  excludeResourcePrefixes: [ephemeral-]" },
    };
    const chart = { ...object("helm.sh/v4:Chart", "kueue", { values }) };
    admits(job({ cpu: "1", "ephemeral-storage": "1Gi" }), [...both, chart]);
  });

  it("borrows from its cohort what the others and the cohort itself lend, up to its limit", () => {
    const own = (more: object) =>
      queue([group(quotas("gpu", { cpu: "16", memory: "64Gi", [gpu]: { nominalQuota: 1, ...more } }))], {
        cohortName: "teams",
      });
    const other = (more: object = {}) =>
      kueue("ClusterQueue", "b", {
        cohortName: "teams",
        resourceGroups: [
          group(quotas("gpu", { cpu: "0", memory: "0", [gpu]: { nominalQuota: 2, ...more } })),
        ],
      });
    const three = job({ cpu: "1", [gpu]: 1 }, 3);
    refuses(three, own({}), /has 1 nvidia/);
    admits(three, [...own({}), other()]);
    refuses(three, [...own({ borrowingLimit: 1 }), other()], /has 2 nvidia/);
    refuses(three, [...own({}), other({ lendingLimit: 1 })], /has 2 nvidia/);
    const cohort = kueue("Cohort", "teams", { resourceGroups: [group(quotas("gpu", { [gpu]: 2 }))] });
    admits(three, [...own({}), cohort]);
  });

  it("of two groups takes a flavor of each, which may lead to no node", () => {
    const split = queue([
      { coveredResources: ["cpu", "memory"], flavors: [quotas("general", { cpu: "16", memory: "64Gi" })] },
      { coveredResources: [gpu], flavors: [quotas("gpu", { [gpu]: 2 })] },
    ]);
    const byType = flavor("gpu", {
      tolerations,
      nodeLabels: { "node.kubernetes.io/instance-type": "g6.2xlarge" },
    });
    const { reason, verdict } = kueueAdmits(
      planned(...pools, flavor("general"), byType, ...split),
      job({ cpu: "1", [gpu]: 1 }),
    );
    assert.equal(verdict, "broken", reason);
    assert.match(reason, /Kueue admits Job train to general, gpu, and then .*does not fit/);
  });

  it("is released with tolerations and labels of its flavor, and fits nowhere without them", () => {
    const bare = [...pools, flavor("general"), flavor("gpu"), ...both];
    const { reason, verdict } = kueueAdmits(planned(...bare), job({ cpu: "1", [gpu]: 1 }));
    assert.equal(verdict, "broken");
    assert.match(
      reason,
      /Kueue admits Job train to gpu, and then .*does not tolerate the taint nvidia\.com\/gpu/,
    );
  });

  it("is kept off a flavor whose taint neither tolerates", () => {
    const tainted = [
      ...pools,
      flavor("general", { nodeTaints: [{ key: "x", effect: "NoSchedule" }] }),
      ...both,
    ];
    const { reason } = kueueAdmits(planned(...tainted), job({ cpu: "1" }));
    assert.match(reason, /flavor general has the taint x:NoSchedule/);
  });

  it("matches node affinity only by the labels of the flavor", () => {
    const affinity = (key: string) => ({
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key, operator: "NotIn", values: ["general"] }] }],
          },
        },
      },
    });
    admits(job({ cpu: "1" }, 1, affinity("pool")), both, /to gpu/);
    admits(job({ cpu: "1" }, 1, affinity("other")), both, /to general/);
  });

  it("is not admitted from a namespace that the queue does not select, nor without a queue", () => {
    refuses(
      job({ cpu: "1" }),
      queue([group(generalQuota)], { namespaceSelector: { matchLabels: { team: "b" } } }),
      /takes no jobs of namespace team-a/,
    );
    refuses(job({ cpu: "1" }), [], /namespace team-a has no LocalQueue default/);
    refuses({ ...job({ cpu: "1" }), queue: "other" }, both, /no LocalQueue other/);
  });

  it("counts the pod sets of a job together", () => {
    const [set] = job({ cpu: "1", [gpu]: 1 }).podSets;
    assert.ok(set);
    const podSets = [set, { ...set, count: 2 }];
    refuses({ ...job({}), podSets }, both, /has 2 nvidia\.com\/gpu for the queue, and Job train needs 3/);
  });

  const preferred = (level: string) => ({ "kueue.x-k8s.io/podset-preferred-topology": level });
  const hostname = "kubernetes.io/hostname";
  const topology = kueue("Topology", "racks", { levels: [{ nodeLabel: hostname }] });
  const placed = (desiredSize: number) => [
    ...managed("efa", {
      instanceTypes: ["g6.2xlarge"],
      labels: { pool: "efa", "ai-platform/pool": "efa" },
      scalingConfig: { desiredSize, minSize: 0, maxSize: 4 },
    }),
    flavor("efa", { topologyName: "racks" }),
    topology,
    ...queue([group(generalQuota, quotas("efa", { cpu: "16", memory: "64Gi", [gpu]: 4 }))]),
  ];

  it("goes to a flavor with a topology only where it asks for one of its levels", () => {
    const two = (annotations: object) => job({ cpu: "1", [gpu]: 1 }, 2, {}, annotations);
    admits(two(preferred(hostname)), placed(2), /to efa/);
    refuses(two({}), placed(2), /flavor efa takes only jobs that ask for a topology/);
    refuses(
      two(preferred("rack")),
      placed(2),
      /flavor efa has no level rack; the levels of topology racks are: kubernetes\.io\/hostname/,
    );
    refuses(
      job({ cpu: "1" }, 1, { nodeSelector: { pool: "gpu" } }, preferred(hostname)),
      both,
      /flavor gpu has no topology/,
    );
  });

  it("with a topology finds only nodes that are there", () => {
    refuses(
      job({ cpu: "1", [gpu]: 1 }, 2, {}, preferred(hostname)),
      placed(1),
      /of 2 pods of Job train, 1 find room on efa with 1 nodes/,
    );
    const onKarpenter = [
      flavor("gpu", { tolerations, topologyName: "racks" }),
      topology,
      ...queue([group(gpuQuota)]),
    ];
    const { reason } = kueueAdmits(
      planned(...pools, ...onKarpenter),
      job({ cpu: "1", [gpu]: 1 }, 1, {}, preferred(hostname)),
    );
    assert.match(reason, /Kueue admits Job train to gpu, and then there is no node pool/);
  });
});
