import { type Inputs, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const deployment = "kubernetes:apps/v1:Deployment";
const namespace = "kubernetes:core/v1:Namespace";

import { workload } from "../../testing/workload.ts";

const role = (rules: unknown) => ({ metadata: { name: "r" }, rules });
const binding = (name: unknown, ...subjects: object[]) => ({
  roleRef: { kind: "ClusterRole", name },
  subjects,
});
const service = (spec: object, annotations: Inputs = {}, name = "api") => ({
  metadata: { name, namespace: "ml", annotations },
  spec,
});
const ingress = (annotations: Inputs, spec: object = {}) => ({
  metadata: { name: "web", namespace: "ml", annotations },
  spec,
});
const alb = (annotations: Inputs) =>
  Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`alb.ingress.kubernetes.io/${key}`, value]),
  );
const backend = (name: string) => ({
  rules: [{ http: { paths: [{ path: "/", backend: { service: { name } } }] } }],
});
const quota = resource("kubernetes:core/v1:ResourceQuota", "q", { metadata: { namespace: "ml" } });
const limits = resource("kubernetes:core/v1:LimitRange", "l", { metadata: { namespace: "ml" } });
const ns = (different: Inputs = {}) => resource(namespace, "ml", { metadata: { name: "ml", ...different } });
const deny = (spec: object, place: unknown = "ml") =>
  resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", { metadata: { namespace: place }, spec });

export const cases: readonly RuleCases[] = [
  {
    rule: "kubernetes-namespace-pod-security",
    type: namespace,
    good: {
      restricted: {
        metadata: { name: "ml", labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
      },
      "the cluster's own": { metadata: { name: "kube-system" } },
    },
    bad: {
      "nothing said": { metadata: { name: "ml" } },
      privileged: {
        metadata: { name: "ml", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
      },
    },
    deferred: { "not known yet": { metadata: { name: "ml", labels: unknown } } },
  },
  {
    rule: "kubernetes-not-default-namespace",
    type: deployment,
    good: { named: workload() },
    bad: {
      "nothing said": { metadata: { name: "x" } },
      "said so": { metadata: { name: "x", namespace: "default" } },
      "no metadata": { spec: unknown },
    },
    deferred: { "not known yet": { metadata: { name: "x", namespace: unknown } } },
  },
  {
    rule: "kubernetes-network-denied",
    good: {
      all: [ns(), deny({ podSelector: {}, policyTypes: ["Ingress", "Egress"] })],
      "by dependency": [
        ns(),
        resource(
          "kubernetes:networking.k8s.io/v1:NetworkPolicy",
          "deny",
          { spec: { podSelector: {} } },
          { metadata: "ml" },
        ),
      ],
      "the cluster's own": [resource(namespace, "s", { metadata: { name: "kube-system" } })],
    },
    bad: {
      none: [ns()],
      "some pods": [ns(), deny({ podSelector: { matchLabels: { app: "x" } }, policyTypes: ["Ingress"] })],
      "everything is let in": [ns(), deny({ podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] })],
      "in another namespace": [ns(), deny({ podSelector: {} }, "data")],
    },
    deferred: { "where it is is not known yet": [ns(), deny({ podSelector: {} }, unknown)] },
  },
  {
    rule: "kubernetes-namespace-quota",
    good: { both: [ns(), quota, limits] },
    bad: { none: [ns()], "no limits": [ns({ labels: unknown }), quota] },
  },
  {
    rule: "kubernetes-rbac-no-wildcards",
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    good: {
      listed: role([{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }]),
      "every verb on one kind": role([
        { apiGroups: ["monitoring.coreos.com"], resources: ["prometheuses"], verbs: ["*"] },
      ]),
      "all kinds of one group": role([{ apiGroups: ["kyverno.io"], resources: ["*"], verbs: ["*"] }]),
    },
    bad: {
      everything: role([{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]),
      "reading everything": role([{ apiGroups: [""], resources: ["*"], verbs: ["get"] }]),
      "every URL": role([{ nonResourceURLs: ["*"], verbs: ["*"] }]),
    },
    deferred: { "not known yet": role(unknown) },
  },
  {
    rule: "kubernetes-rbac-no-escalation",
    type: "kubernetes:rbac.authorization.k8s.io/v1:Role",
    good: {
      "reading roles": role([
        { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["get"] },
      ]),
      "one role": role([
        {
          apiGroups: ["rbac.authorization.k8s.io"],
          resources: ["clusterroles"],
          verbs: ["bind"],
          resourceNames: ["view"],
        },
      ]),
    },
    bad: {
      escalates: role([
        { apiGroups: ["rbac.authorization.k8s.io"], resources: ["clusterroles"], verbs: ["escalate"] },
      ]),
      impersonates: role([{ apiGroups: [""], resources: ["users"], verbs: ["impersonate"] }]),
      "every verb on roles": role([
        { apiGroups: ["rbac.authorization.k8s.io"], resources: ["roles"], verbs: ["*"] },
      ]),
    },
    deferred: { "not known yet": role([{ resources: unknown, verbs: ["bind"] }]) },
  },
  {
    rule: "kubernetes-rbac-secrets-minimised",
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
    good: {
      "one secret": role([
        { apiGroups: [""], resources: ["secrets"], verbs: ["get"], resourceNames: ["ca"] },
      ]),
      creating: role([{ apiGroups: [""], resources: ["secrets"], verbs: ["create"] }]),
    },
    bad: { all: role([{ apiGroups: [""], resources: ["configmaps", "secrets"], verbs: ["get", "list"] }]) },
    deferred: { "not known yet": role([{ resources: ["secrets"], verbs: unknown }]) },
  },
  {
    rule: "kubernetes-rbac-no-cluster-admin",
    type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
    good: { view: binding("view", { kind: "ServiceAccount", name: "x", namespace: "ml" }) },
    bad: {
      "cluster-admin": binding("cluster-admin", { kind: "ServiceAccount", name: "x", namespace: "ml" }),
      everybody: binding("view", { kind: "Group", name: "system:authenticated" }),
      masters: binding("edit", { kind: "Group", name: "system:masters" }),
    },
    deferred: { "not known yet": binding(unknown) },
  },
  {
    rule: "kubernetes-service-internal",
    type: "kubernetes:core/v1:Service",
    good: {
      "inside the cluster": service({ type: "ClusterIP" }),
      internal: service(
        { type: "LoadBalancer" },
        { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" },
      ),
      "internal by class": service({ type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" }),
      "listed addresses": service({ type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] }),
    },
    bad: {
      public: service({ type: "LoadBalancer" }),
      "said to be": service(
        { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb" },
        { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" },
      ),
      "listed, and everybody": service({ type: "LoadBalancer", loadBalancerSourceRanges: ["0.0.0.0/0"] }),
      "a node port": service({ type: "NodePort" }),
      "addresses of others": service({ type: "ClusterIP", externalIPs: ["8.8.8.8"] }),
    },
    deferred: { "not known yet": service({ type: unknown }) },
  },
  {
    rule: "kubernetes-ingress-tls",
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    good: {
      "a secret": ingress({}, { ingressClassName: "nginx", tls: [{ hosts: ["a.com"], secretName: "a" }] }),
      "an internal ALB": ingress(
        alb({ scheme: "internal", "certificate-arn": unknown, "listen-ports": '[{"HTTPS":443}]' }),
        { ingressClassName: "alb" },
      ),
      "an ALB on the internet": ingress(
        alb({
          scheme: "internet-facing",
          "certificate-arn": "arn:aws:acm:x",
          "listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
          "ssl-redirect": "443",
          "wafv2-acl-arn": unknown,
        }),
        { ingressClassName: "alb" },
      ),
    },
    bad: {
      plain: ingress({}, { ingressClassName: "nginx" }),
      "a plain ALB": ingress(alb({ scheme: "internal" }), { ingressClassName: "alb" }),
      "no redirect": ingress(
        alb({
          scheme: "internal",
          "certificate-arn": "arn:x",
          "listen-ports": '[{"HTTP":80},{"HTTPS":443}]',
        }),
      ),
      "no web ACL": ingress(
        alb({ scheme: "internet-facing", "certificate-arn": "arn:x", "listen-ports": '[{"HTTPS":443}]' }),
      ),
    },
    deferred: { "not known yet": ingress({}, { tls: unknown }) },
  },
  {
    rule: "kubernetes-dashboard-not-public",
    type: "kubernetes:networking.k8s.io/v1:Ingress",
    good: {
      internal: ingress(alb({ scheme: "internal" }), backend("kubernetes-dashboard")),
      "behind a login": ingress(
        alb({ scheme: "internet-facing", "auth-type": "oidc" }),
        backend("prometheus"),
      ),
      "an application": ingress(alb({ scheme: "internet-facing" }), backend("api")),
      "a service inside": [
        resource("kubernetes:core/v1:Service", "s", service({ type: "ClusterIP" }, {}, "ray-head")),
      ],
    },
    bad: {
      "an ingress": ingress(alb({ scheme: "internet-facing" }), backend("kube-prometheus-stack-prometheus")),
      "no login after all": ingress(
        alb({ scheme: "internet-facing", "auth-type": "none" }),
        backend("mlflow"),
      ),
      "a load balancer": [
        resource(
          "kubernetes:core/v1:Service",
          "s",
          service({ type: "LoadBalancer" }, {}, "kubernetes-dashboard"),
        ),
      ],
    },
    deferred: { "not known yet": ingress(alb({ scheme: unknown }), backend("mlflow")) },
  },
  {
    rule: "ecr-images-expire",
    good: {
      "a policy by reference": [
        resource("aws:ecr/repository:Repository", "images"),
        resource(
          "aws:ecr/lifecyclePolicy:LifecyclePolicy",
          "l",
          { policy: unknown },
          { repository: "images" },
        ),
      ],
      "a policy by name": [
        resource("aws:ecr/repository:Repository", "r", { name: "images" }),
        resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "l", { repository: "images" }),
      ],
    },
    bad: {
      none: [resource("aws:ecr/repository:Repository", "r", { name: "images" })],
      "that of another": [
        resource("aws:ecr/repository:Repository", "r", { name: "images" }),
        resource("aws:ecr/lifecyclePolicy:LifecyclePolicy", "l", { repository: "others" }),
      ],
    },
  },
  {
    rule: "ecr-images-scanned",
    type: "aws:ecr/repository:Repository",
    good: { "on push": { imageScanningConfiguration: { scanOnPush: true } } },
    bad: { "nothing said": {}, "said not to": { imageScanningConfiguration: { scanOnPush: false } } },
    deferred: { "not known yet": { imageScanningConfiguration: unknown } },
  },
  {
    rule: "ecr-tags-immutable",
    type: "aws:ecr/repository:Repository",
    good: {
      immutable: { imageTagMutability: "IMMUTABLE" },
      "with exclusions": { imageTagMutability: "IMMUTABLE_WITH_EXCLUSION" },
    },
    bad: { "the default": {}, "said so": { imageTagMutability: "MUTABLE" } },
    deferred: { "not known yet": { imageTagMutability: unknown } },
  },
];
