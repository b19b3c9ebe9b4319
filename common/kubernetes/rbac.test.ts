import assert from "node:assert/strict";
import { unknownValue } from "../protocol.ts";
import type { Resource } from "../resource.ts";
import { resource } from "../testing/resource.ts";
import { UnknownValue } from "../value.ts";
import { IndexedStack, viewsOf } from "../view/stack.ts";
import { accessEntryDecision } from "./access-entries.ts";
import { type ApiSubject, rbacDecision } from "./rbac.ts";
import type { ApiRequest } from "./rbac-rules.ts";
import { clusterRoleBindingType, clusterRoleType, roleBindingType, roleType } from "./rbac-types.ts";

type Inputs = Readonly<Record<string, unknown>>;

const worker: ApiSubject = { serviceAccount: "worker", namespace: "airflow" };
const account = { kind: "ServiceAccount", name: "worker", namespace: "airflow" };
const person: ApiSubject = { user: "ana", groups: ["research"] };

const object = (type: string, name: string, { namespace, labels, ...inputs }: Inputs): Resource =>
  resource(
    type,
    {
      metadata: { name, ...(namespace === undefined ? {} : { namespace }), ...(labels ? { labels } : {}) },
      ...inputs,
    },
    { name: `${String(namespace)}-${name}` },
  );

const rule = (more: Inputs = {}) => ({
  apiGroups: ["batch"],
  resources: ["jobs"],
  verbs: ["create"],
  ...more,
});
const role = (...rules: readonly unknown[]) => object(roleType, "jobs", { namespace: "team-a", rules });
const clusterRole = (...rules: readonly unknown[]) => object(clusterRoleType, "jobs", { rules });
const binding = (kind: string, name = "jobs", subject: unknown = account, namespace: unknown = "team-a") =>
  object(roleBindingType, "bound", { namespace, roleRef: { kind, name }, subjects: [subject] });
const clusterBinding = (name = "jobs", subject: unknown = account) =>
  object(clusterRoleBindingType, "bound", { roleRef: { kind: "ClusterRole", name }, subjects: [subject] });

const createJob: ApiRequest = { verb: "create", group: "batch", resource: "jobs", namespace: "team-a" };
const readSecret: ApiRequest = {
  verb: "get",
  group: "",
  resource: "secrets",
  namespace: "team-a",
  name: "s",
};

interface Case {
  readonly objects: readonly Resource[];
  readonly request?: ApiRequest;
  readonly subject?: ApiSubject;
  readonly allowed: boolean;
}

const cases: Readonly<Record<string, Case>> = {
  "what nobody is bound to is refused": { objects: [role(rule())], allowed: false },
  "a role of a namespace is bound in it": { objects: [role(rule()), binding("Role")], allowed: true },
  "a role without a binding of the subject is none of its own": {
    objects: [role(rule()), binding("Role", "jobs", { ...account, name: "api-server" })],
    allowed: false,
  },
  "a service account is one of its namespace": {
    objects: [role(rule()), binding("Role", "jobs", { ...account, namespace: "other" })],
    allowed: false,
  },
  "a service account without a namespace is one of the binding's": {
    objects: [role(rule()), binding("Role", "jobs", { kind: "ServiceAccount", name: "worker" })],
    allowed: false,
  },
  "a binding is for its own namespace": {
    objects: [clusterRole(rule()), binding("ClusterRole", "jobs", account, "team-b")],
    allowed: false,
  },
  "a role of another namespace cannot be bound": {
    objects: [role(rule()), binding("Role", "jobs", account, "team-b")],
    request: { ...createJob, namespace: "team-b" },
    allowed: false,
  },
  "a cluster role is bound in one namespace": {
    objects: [clusterRole(rule()), binding("ClusterRole")],
    allowed: true,
  },
  "a cluster role is bound in all namespaces": {
    objects: [clusterRole(rule()), clusterBinding()],
    allowed: true,
  },
  "a binding in a namespace is for nothing outside of namespaces": {
    objects: [
      clusterRole(rule({ apiGroups: [""], resources: ["nodes"], verbs: ["list"] })),
      binding("ClusterRole"),
    ],
    request: { verb: "list", group: "", resource: "nodes" },
    allowed: false,
  },
  "another verb is refused": {
    objects: [role(rule({ verbs: ["get", "list"] })), binding("Role")],
    allowed: false,
  },
  "another group is refused": {
    objects: [role(rule({ apiGroups: ["apps"] })), binding("Role")],
    allowed: false,
  },
  "another resource is refused": {
    objects: [role(rule({ resources: ["cronjobs"] })), binding("Role")],
    allowed: false,
  },
  "verb, group and resource of one rule have to match": {
    objects: [role(rule({ verbs: ["get"] }), rule({ resources: ["cronjobs"] })), binding("Role")],
    allowed: false,
  },
  "an asterisk is every verb, group and resource": {
    objects: [role({ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }), binding("Role")],
    allowed: true,
  },
  "a resource is not its subresources": {
    objects: [role(rule({ apiGroups: [""], resources: ["pods"], verbs: ["get"] })), binding("Role")],
    request: { verb: "get", group: "", resource: "pods/log", namespace: "team-a" },
    allowed: false,
  },
  "a subresource of every resource": {
    objects: [
      role(rule({ apiGroups: ["apps"], resources: ["*/scale"], verbs: ["update"] })),
      binding("Role"),
    ],
    request: { verb: "update", group: "apps", resource: "deployments/scale", namespace: "team-a" },
    allowed: true,
  },
  "a rule for named objects is for those": {
    objects: [
      role(rule({ apiGroups: [""], resources: ["secrets"], resourceNames: ["s"], verbs: ["get"] })),
      binding("Role"),
    ],
    request: readSecret,
    allowed: true,
  },
  "a rule for named objects is for no others": {
    objects: [
      role(rule({ apiGroups: [""], resources: ["secrets"], resourceNames: ["t"], verbs: ["get"] })),
      binding("Role"),
    ],
    request: readSecret,
    allowed: false,
  },
  "a rule for named objects lets nobody list": {
    objects: [
      role(rule({ apiGroups: [""], resources: ["secrets"], resourceNames: ["s"], verbs: ["*"] })),
      binding("Role"),
    ],
    request: { verb: "list", group: "", resource: "secrets", namespace: "team-a" },
    allowed: false,
  },
  "people are bound by group": {
    objects: [role(rule()), binding("Role", "jobs", { kind: "Group", name: "research" })],
    subject: person,
    allowed: true,
  },
  "people are bound by name": {
    objects: [role(rule()), binding("Role", "jobs", { kind: "User", name: "ana" })],
    subject: person,
    allowed: true,
  },
  "service accounts are a group by namespace": {
    objects: [
      role(rule()),
      binding("Role", "jobs", { kind: "Group", name: "system:serviceaccounts:airflow" }),
    ],
    allowed: true,
  },
  "everybody who is known is a group": {
    objects: [role(rule()), binding("Role", "jobs", { kind: "Group", name: "system:authenticated" })],
    subject: person,
    allowed: true,
  },
  "paths of the API are matched by their beginning": {
    objects: [clusterRole({ nonResourceURLs: ["/metrics*"], verbs: ["get"] }), clusterBinding()],
    request: { verb: "get", url: "/metrics/slis" },
    allowed: true,
  },
  "paths of the API are bound for the cluster alone": {
    objects: [clusterRole({ nonResourceURLs: ["*"], verbs: ["get"] }), binding("ClusterRole")],
    request: { verb: "get", url: "/metrics" },
    allowed: false,
  },
  "the role view reads no secrets": {
    objects: [clusterBinding("view")],
    request: readSecret,
    allowed: false,
  },
  "the role edit reads secrets": { objects: [clusterBinding("edit")], request: readSecret, allowed: true },
  "the role edit is in the role admin": { objects: [clusterBinding("admin")], allowed: true },
  "the role cluster-admin does everything": {
    objects: [clusterBinding("cluster-admin")],
    request: { verb: "escalate", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
    allowed: true,
  },
  "a role that is aggregated to view adds to it": {
    objects: [
      object(clusterRoleType, "workflows", {
        labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" },
        rules: [{ apiGroups: ["argoproj.io"], resources: ["rollouts"], verbs: ["get"] }],
      }),
      clusterBinding("view"),
    ],
    request: { verb: "get", group: "argoproj.io", resource: "rollouts", namespace: "team-a" },
    allowed: true,
  },
  "a role that aggregates has no rules of its own": {
    objects: [
      object(clusterRoleType, "jobs", {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "jobs" } }] },
        rules: [rule()],
      }),
      clusterBinding(),
    ],
    allowed: false,
  },
};

const stackOf = (objects: readonly Resource[]) => new IndexedStack(objects.flatMap(viewsOf));

describe("Kubernetes RBAC", () => {
  for (const [says, { objects, request = createJob, subject = worker, allowed }] of Object.entries(cases)) {
    it(says, () => {
      assert.equal(rbacDecision(stackOf(objects), subject, request).allowed, allowed);
    });
  }

  it("names the binding, or the subject that has none", () => {
    const bound = rbacDecision(stackOf([role(rule()), binding("Role")]), worker, createJob);
    assert.equal(
      bound.reason,
      "team-a-bound binds system:serviceaccount:airflow:worker to jobs, which allows it",
    );
    assert.equal(
      rbacDecision(stackOf([]), worker, createJob).reason,
      "no role that system:serviceaccount:airflow:worker is bound to allows it",
    );
  });

  it("hangs on what is not known only where it matters", () => {
    const objects = [role(rule({ verbs: unknownValue })), binding("Role")];
    assert.throws(() => rbacDecision(stackOf(objects), worker, createJob), UnknownValue);
    assert.equal(rbacDecision(stackOf(objects), worker, readSecret).allowed, false);
  });
});

describe("access entries of EKS", () => {
  const arn = "arn:aws:iam::123456789012:role/operator";
  const entry = (inputs: Inputs = {}) =>
    resource("aws:eks/accessEntry:AccessEntry", { principalArn: arn, ...inputs }, { name: "entry" });
  const association = (policy: string, accessScope: unknown = { type: "cluster" }) =>
    resource(
      "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
      { principalArn: arn, policyArn: `arn:aws:eks::aws:cluster-access-policy/${policy}`, accessScope },
      { name: "association" },
    );
  const decide = (objects: readonly Resource[], request: ApiRequest) =>
    accessEntryDecision(stackOf(objects), arn, request);

  it("let nobody in who has none", () => {
    assert.match(decide([], createJob).reason, /has no access entry/);
  });

  it("allow what their policy allows, in its namespaces", () => {
    const scoped = [
      entry(),
      association("AmazonEKSEditPolicy", { type: "namespace", namespaces: ["team-a"] }),
    ];
    assert.equal(decide(scoped, createJob).allowed, true);
    assert.equal(decide(scoped, { ...createJob, namespace: "team-b" }).allowed, false);
    assert.equal(decide([entry(), association("AmazonEKSViewPolicy")], createJob).allowed, false);
  });

  it("hold no custom resources, whatever is aggregated to the role they are like", () => {
    const aggregated = object(clusterRoleType, "workflows", {
      labels: { "rbac.authorization.k8s.io/aggregate-to-admin": "true" },
      rules: [{ apiGroups: ["argoproj.io"], resources: ["rollouts"], verbs: ["get"] }],
    });
    const request = { verb: "get", group: "argoproj.io", resource: "rollouts", namespace: "team-a" };
    assert.equal(decide([aggregated, entry(), association("AmazonEKSAdminPolicy")], request).allowed, false);
    assert.equal(decide([entry(), association("AmazonEKSClusterAdminPolicy")], request).allowed, true);
  });

  it("put their principal into groups that roles are bound to", () => {
    const bound = [role(rule()), binding("Role", "jobs", { kind: "Group", name: "research" })];
    assert.equal(decide([...bound, entry({ kubernetesGroups: ["research"] })], createJob).allowed, true);
    assert.equal(decide([...bound, entry()], createJob).allowed, false);
  });

  it("name a policy whose rules are not known", () => {
    assert.throws(
      () => decide([entry(), association("AmazonEKSSecretReaderPolicy")], createJob),
      /AmazonEKSSecretReaderPolicy, whose rules are not known. Known are AmazonEKSClusterAdminPolicy/,
    );
  });
});
