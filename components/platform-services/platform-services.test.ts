import assert from "node:assert/strict";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { allServices, runServices, team } from "./testing/run-services.ts";

type Inputs = Record<string, unknown>;
const chartType = "kubernetes:helm.sh/v4:Chart";
const ofType = (resources: readonly RegisteredResource[], type: string) =>
  resources.filter((resource) => resource.type === type);
const named = (resources: readonly RegisteredResource[], name: string): RegisteredResource => {
  const found = resources.find((resource) => resource.name === name);
  assert.ok(found, `${name} is not registered`);
  return found;
};
/** Everything that is deleted after a resource: what it and its parents depend on, at any distance. */
function dependenciesOf(resources: readonly RegisteredResource[], resource: RegisteredResource): Set<string> {
  const byUrn = new Map(resources.map((each) => [each.urn, each]));
  const seen = new Set<string>();
  const visit = (urn: string): void => {
    if (seen.has(urn)) return;
    seen.add(urn);
    const each = byUrn.get(urn);
    for (const other of each ? [each.parent, ...each.dependsOn] : []) visit(other);
  };
  for (const urn of [resource.parent, ...resource.dependsOn]) visit(urn);
  return seen;
}

describe("the platform's services", () => {
  let all: readonly RegisteredResource[];
  before(async () => {
    all = await runServices();
  });

  it("give each controller its identity and its network policies before its pods", () => {
    for (const role of ["load-balancers-controller", "dns-records", "backup-controller"]) {
      const earlier = dependenciesOf(all, named(all, `services-${role}-chart`));
      assert.ok(earlier.has(named(all, `services-${role}-identity-association`).urn), role);
      assert.ok(earlier.has(named(all, `services-${role}-traffic`).urn), role);
    }
  });

  it("make what needs a controller depend on it, so that it goes before the controller does", () => {
    const pairs = [
      ["services-load-balancers-gateway-class", "services-load-balancers-controller-chart"],
      ["services-dns-records-chart", "services-load-balancers-gateway-class"],
      ["services-load-balancers-controller-chart", "services-load-balancers-gateway-types"],
      ["services-load-balancers-controller-chart", "services-certificates-controller-chart"],
      ["services-queues-queue-research", "services-queues-controller-chart"],
      ["services-team-research-queue", "services-queues-queue-research"],
      ["services-team-research-project", "services-git-ops-controller-chart"],
      ["services-certificates-issuer", "services-certificates-controller-chart"],
    ];
    for (const [later, earlier] of pairs as [string, string][]) {
      assert.ok(
        dependenciesOf(all, named(all, later)).has(named(all, earlier).urn),
        `${later} after ${earlier}`,
      );
    }
  });

  it("encrypt and tag every volume, and have one default class", () => {
    const classes = ofType(all, "kubernetes:storage.k8s.io/v1:StorageClass").map(({ inputs }) => inputs);
    const block = classes.filter(({ provisioner }) => provisioner === "ebs.csi.aws.com");
    assert.equal(block.length, 3);
    for (const { parameters } of block) {
      const { encrypted, kmsKeyId, tagSpecification_1 } = parameters as Inputs;
      assert.equal(encrypted, "true");
      assert.match(String(kmsKeyId), /^arn:aws:kms:/);
      assert.equal(tagSpecification_1, "Project=ai-platform");
    }
    const isDefault = ({ metadata }: Inputs) => JSON.stringify(metadata).includes('is-default-class":"true"');
    assert.deepEqual(
      classes.filter(isDefault).map(({ metadata }) => (metadata as Inputs).name),
      ["gp3"],
    );
  });

  it("bound a team by quota, Pod Security, refused traffic and a queue of its own", () => {
    const space = all.filter(({ urn }) => urn.includes("services-team-research"));
    const labels = (named(space, "services-team-research-space-namespace").inputs.metadata as Inputs).labels;
    assert.equal((labels as Inputs)["pod-security.kubernetes.io/enforce"], "restricted");
    const quota = named(space, "services-team-research-space-quota").inputs.spec as Inputs;
    assert.deepEqual(quota.hard, {
      "requests.cpu": "20",
      "requests.memory": "80Gi",
      "requests.nvidia.com/gpu": "4",
      "requests.storage": "500Gi",
      pods: "100",
      "services.loadbalancers": "0",
      "services.nodeports": "0",
    });
    const deny = named(space, "services-team-research-space-default-deny").inputs.spec as Inputs;
    assert.deepEqual(deny.policyTypes, ["Ingress", "Egress"]);
    const queue = named(all, "services-queues-queue-research").inputs.spec as Inputs;
    assert.match(
      JSON.stringify(queue.resourceGroups),
      /"borrowingLimit":"2","name":"nvidia.com\/gpu","nominalQuota":"2"/,
    );
  });

  it("refuse pods of a team that push more important ones out", () => {
    const { scopeSelector, hard } = named(all, "services-team-research-priorities").inputs.spec as Inputs;
    assert.deepEqual(hard, { pods: "0" });
    const [expression] = (scopeSelector as { matchExpressions: Inputs[] }).matchExpressions;
    assert.deepEqual(expression?.values, [
      "system-cluster-critical",
      "system-node-critical",
      "platform-critical",
      "platform",
      "serving",
    ]);
  });

  it("give a role one access entry, whichever teams it serves", async () => {
    const adminRoleArn = "arn:aws:iam::123456789012:role/leads";
    const resources = await runServices({ teams: { a: team({ adminRoleArn }), b: team({ adminRoleArn }) } });
    assert.equal(ofType(resources, "aws:eks/accessEntry:AccessEntry").length, 1);
    const [association] = ofType(resources, "aws:eks/accessPolicyAssociation:AccessPolicyAssociation");
    assert.deepEqual(association?.inputs.accessScope, {
      type: "namespace",
      namespaces: ["team-a", "team-b"],
    });
  });

  it("put a team's roles into groups that may use the platform's kinds in its namespace", async () => {
    const leads = "arn:aws:iam::123456789012:role/leads";
    const readers = "arn:aws:iam::123456789012:role/readers";
    const resources = await runServices({
      teams: { a: team({ adminRoleArn: leads }), b: team({ adminRoleArn: readers, viewerRoleArn: leads }) },
    });
    const entries = ofType(resources, "aws:eks/accessEntry:AccessEntry").map(({ inputs }) => [
      inputs.principalArn,
      inputs.kubernetesGroups,
    ]);
    assert.deepEqual(Object.fromEntries(entries), {
      [leads]: ["ai-platform:a:admin", "ai-platform:b:viewer"],
      [readers]: ["ai-platform:b:admin"],
    });
    const rules = (role: string) => named(resources, `services-team-a-${role}-role`).inputs.rules as Inputs[];
    const writers = (role: string) =>
      rules(role).filter(({ verbs }) => (verbs as string[]).includes("create"));
    assert.deepEqual(writers("viewer"), []);
    const kinds = writers("admin").flatMap(({ resources: all }) => all as string[]);
    assert.ok(kinds.includes("httproutes") && kinds.includes("externalsecrets"));
    for (const kind of ["gateways", "secretstores", "localqueues", "resourcequotas", "networkpolicies"]) {
      assert.ok(!kinds.includes(kind), kind);
    }
    const { subjects } = named(resources, "services-team-a-admin-binding").inputs as { subjects: Inputs[] };
    assert.deepEqual(
      subjects.map(({ name }) => name),
      ["ai-platform:a:admin"],
    );
  });

  it("let a team's project deploy to its own namespace, and nothing that opens a way around the platform", () => {
    const { sourceNamespaces, destinations, namespaceResourceBlacklist } = named(
      all,
      "services-team-research-project",
    ).inputs.spec as Record<string, Inputs[]>;
    assert.deepEqual(sourceNamespaces, ["team-research"]);
    assert.deepEqual(
      destinations?.map(({ namespace }) => namespace),
      ["team-research"],
    );
    const refused = namespaceResourceBlacklist?.map(({ kind }) => kind) ?? [];
    for (const kind of ["NetworkPolicy", "Gateway", "Ingress", "SecretStore", "RoleBinding"]) {
      assert.ok(refused.includes(kind), kind);
    }
  });

  it("leave out what is switched off, and run one replica where availability is not asked for", async () => {
    const off = Object.fromEntries(
      Object.entries(allServices).map(([key, value]) => [key, typeof value === "boolean" ? false : value]),
    ) as unknown as typeof allServices;
    const bare = await runServices({
      services: { ...off, backup: { ...allServices.backup, enabled: false } },
      highlyAvailable: false,
    });
    assert.deepEqual(ofType(bare, chartType), []);
    const small = await runServices({ highlyAvailable: false });
    const values = named(small, "services-load-balancers-controller-chart").inputs.values as Inputs;
    assert.equal(values.replicaCount, 1);
    assert.ok(!("podDisruptionBudget" in values));
    const budget = "kubernetes:policy/v1:PodDisruptionBudget";
    assert.deepEqual([ofType(small, budget).length, ofType(all, budget).length], [0, 1]);
  });

  it("let the administrator into Argo CD by a password that is generated, and read the Applications of teams", () => {
    const { configs } = named(all, "services-git-ops-controller-chart").inputs.values as { configs: Inputs };
    assert.deepEqual(configs.secret, { createSecret: false });
    assert.equal((configs.params as Inputs)["application.namespaces"], "team-*");
    const { stringData, metadata } = reveal(named(all, "services-git-ops-own-secret").inputs) as Inputs;
    assert.equal((metadata as Inputs).name, "argocd-secret");
    const { outputs } = named(all, "services-git-ops-admin-password");
    const hash = reveal(outputs.bcryptHash);
    assert.ok(hash);
    assert.deepEqual(stringData, { "admin.password": hash });
    const { secretString } = reveal(named(all, "services-git-ops-admin-value").inputs) as Inputs;
    assert.deepEqual(JSON.parse(String(secretString)), {
      username: "admin",
      password: reveal(outputs.result),
    });
  });

  it("name everything that is not possible in one error", async () => {
    const bad = team({
      weight: 0,
      quota: { cpu: "lots", memory: "80Gi", gpu: 4, gpuBurst: 2, storage: "1Gi", pods: 1 },
    });
    await assert.rejects(
      runServices({ addons: { efsCsi: false, fsxCsi: true, snapshotController: true, metricsServer: true } }),
      (error: Error) =>
        /services.storage.shared: found true; allowed: false, or the add-on efsCsi/.test(error.message) &&
        /services.metricsServer/.test(error.message),
    );
    await assert.rejects(
      runServices({ teams: { research: bad } }),
      (error: Error) =>
        /research.quota.cpu: found "lots"; allowed: a CPU quantity above 0/.test(error.message) &&
        /research.quota.gpuBurst: found 2; allowed: at least gpu, which is 4/.test(error.message) &&
        /research.weight: found 0/.test(error.message),
    );
  });
});
