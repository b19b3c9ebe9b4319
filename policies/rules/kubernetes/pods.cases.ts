import { type Inputs, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const deployment = "kubernetes:apps/v1:Deployment";

import { container, pod, workload } from "../../testing/workload.ts";

const with1 = (different: Inputs, security: Inputs = {}) =>
  workload(pod({}, [container(different, security)]));
/** A pod that mounts the secret `webhook-cert`, and has a text in a variable with the name of a secret. */
const watching = (value: string) =>
  workload(
    pod({ volumes: [{ name: "cert", secret: { secretName: "webhook-cert" } }] }, [
      container({ env: [{ name: "WEBHOOK_SECRET", value }] }),
    ]),
  );
const cron = (spec: Inputs) =>
  resource("kubernetes:batch/v1:CronJob", "nightly", {
    metadata: { namespace: "ml" },
    spec: { jobTemplate: { spec: { template: { spec } } } },
  });
const before = (extra: Inputs, security: Inputs = {}) =>
  workload(pod({ initContainers: [container({ name: "first", ...extra }, security)] }));

export const cases: readonly RuleCases[] = [
  {
    rule: "kubernetes-not-privileged",
    type: deployment,
    good: { "nothing said": workload(), "said not to": with1({}, { privileged: false }) },
    bad: {
      "a container": with1({}, { privileged: true }),
      "one that runs first": before({}, { privileged: true }),
      "a CronJob": [cron(pod({}, [container({}, { privileged: true })]))],
      "a pod": [
        resource("kubernetes:core/v1:Pod", "p", { spec: pod({}, [container({}, { privileged: true })]) }),
      ],
      "a patch": [
        resource("kubernetes:apps/v1:DaemonSetPatch", "p", {
          spec: {
            template: { spec: { containers: [{ name: "x", securityContext: { privileged: true } }] } },
          },
        }),
      ],
      "in a list": [
        resource("kubernetes:core/v1:List", "all", {
          items: [{ apiVersion: "apps/v1", kind: "Deployment", ...with1({}, { privileged: true }) }],
        }),
      ],
      "a Ray cluster": [
        resource("kubernetes:ray.io/v1:RayCluster", "ray", {
          spec: {
            workerGroupSpecs: [{ template: { spec: pod({}, [container({}, { privileged: true })]) } }],
          },
        }),
      ],
      "a container that debugs": workload(
        pod({ ephemeralContainers: [container({ name: "debug" }, { privileged: true })] }),
      ),
      "beside one that is not known": workload(
        pod({}, [container({}, { privileged: unknown }), container({ name: "b" }, { privileged: true })]),
      ),
    },
    deferred: {
      "a value": with1({}, { privileged: unknown }),
      "the whole spec": workload(unknown),
      "the containers": workload(pod({ containers: unknown })),
    },
  },
  {
    rule: "kubernetes-no-host-namespaces",
    type: deployment,
    good: { "nothing said": workload(), "said not to": workload(pod({ hostNetwork: false })) },
    bad: {
      network: workload(pod({ hostNetwork: true })),
      processes: [resource("kubernetes:apps/v1:DaemonSet", "d", workload(pod({ hostPID: true })))],
      memory: [cron(pod({ hostIPC: true }))],
    },
    deferred: { "not known yet": workload(pod({ hostNetwork: unknown })) },
  },
  {
    rule: "kubernetes-no-host-paths",
    type: deployment,
    good: {
      "an emptyDir": workload(pod({ volumes: [{ name: "tmp", emptyDir: {} }] })),
      "a port": workload(),
    },
    bad: {
      "a path": workload(pod({ volumes: [{ name: "root", hostPath: { path: "/" } }] })),
      "a port": with1({ ports: [{ containerPort: 80, hostPort: 80 }] }),
    },
    deferred: { "not known yet": workload(pod({ volumes: unknown })) },
  },
  {
    rule: "kubernetes-no-privilege-escalation",
    type: deployment,
    good: {
      "said not to": workload(),
      "KServe adds to a model": [
        resource("kubernetes:serving.kserve.io/v1beta1:InferenceService", "s", {
          spec: { predictor: { model: { modelFormat: { name: "sklearn" } } } },
        }),
      ],
    },
    bad: {
      "nothing said": with1({ securityContext: {} }),
      "said so": with1({}, { allowPrivilegeEscalation: true }),
      "one that runs first": before({ securityContext: {} }),
    },
    deferred: { "not known yet": with1({}, { allowPrivilegeEscalation: unknown }) },
  },
  {
    rule: "kubernetes-non-root",
    type: deployment,
    good: {
      "the pod says so": workload(),
      "the container says so": workload(
        pod({ securityContext: {} }, [container({}, { runAsNonRoot: true })]),
      ),
      "a user": workload(pod({ securityContext: { runAsUser: 1000 } })),
    },
    bad: {
      "nothing said": workload(pod({ securityContext: {} })),
      "user 0": with1({}, { runAsUser: 0 }),
      "the container undoes it": with1({}, { runAsNonRoot: false }),
    },
    deferred: { "not known yet": workload(pod({ securityContext: { runAsNonRoot: unknown } })) },
  },
  {
    rule: "kubernetes-capabilities-dropped",
    type: deployment,
    good: {
      all: workload(),
      "a low port": with1({}, { capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }),
    },
    bad: {
      "nothing said": with1({}, { capabilities: {} }),
      some: with1({}, { capabilities: { drop: ["NET_RAW"] } }),
      "one added": with1({}, { capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
    },
    deferred: { "not known yet": with1({}, { capabilities: unknown }) },
  },
  {
    rule: "kubernetes-seccomp",
    type: deployment,
    good: {
      "the pod": workload(),
      "the container": workload(
        pod({ securityContext: {} }, [
          container({}, { seccompProfile: { type: "Localhost", localhostProfile: "p.json" } }),
        ]),
      ),
    },
    bad: {
      "nothing said": workload(pod({ securityContext: { runAsNonRoot: true } })),
      "switched off": with1({}, { seccompProfile: { type: "Unconfined" } }),
    },
    deferred: { "not known yet": workload(pod({ securityContext: { seccompProfile: unknown } })) },
  },
  {
    rule: "kubernetes-pod-hardened",
    type: deployment,
    good: {
      "nothing said": workload(),
      "a safe sysctl": workload(
        pod({ securityContext: { sysctls: [{ name: "net.ipv4.tcp_syncookies", value: "1" }] } }),
      ),
    },
    bad: {
      "an unsafe sysctl": workload(
        pod({ securityContext: { sysctls: [{ name: "kernel.msgmax", value: "65536" }] } }),
      ),
      "all of /proc": with1({}, { procMount: "Unmasked" }),
      "no AppArmor": with1({}, { appArmorProfile: { type: "Unconfined" } }),
    },
    deferred: { "not known yet": with1({}, { procMount: unknown }) },
  },
  {
    rule: "kubernetes-root-read-only",
    type: deployment,
    good: { "read-only": workload() },
    bad: { "nothing said": with1({ securityContext: {} }) },
    deferred: { "not known yet": with1({}, { readOnlyRootFilesystem: unknown }) },
  },
  {
    rule: "kubernetes-image-pinned",
    type: deployment,
    good: {
      "a digest": workload(),
      "a version": with1({ image: "quay.io/acme/x:v0.64.0" }),
      "a registry with a port": with1({ image: "registry.acme.com:5000/x:1.0" }),
    },
    bad: {
      latest: with1({ image: "ghcr.io/acme/x:latest" }),
      "no tag": with1({ image: "ghcr.io/acme/x" }),
      "no tag, a registry with a port": with1({ image: "registry.acme.com:5000/x" }),
      "one that runs first": before({ image: "ghcr.io/acme/x:main" }),
    },
    deferred: { "built in the same stack": with1({ image: unknown }) },
  },
  {
    rule: "kubernetes-image-digest",
    type: deployment,
    good: { "a digest": workload() },
    bad: { "a tag": with1({ image: "ghcr.io/acme/x:1.0" }) },
    deferred: { "built in the same stack": with1({ image: unknown }) },
  },
  {
    rule: "kubernetes-image-registry",
    type: deployment,
    good: {
      approved: workload(),
      "one's own": with1({ image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1" }),
    },
    bad: {
      "Docker Hub": with1({ image: "nginx:1.27" }),
      "somebody's": with1({ image: "docker.io/somebody/tool:1" }),
      "a look-alike": with1({ image: "ghcr.io.evil.example/x:1" }),
    },
    deferred: { "built in the same stack": with1({ image: unknown }) },
  },
  {
    rule: "kubernetes-dedicated-account",
    type: deployment,
    good: {
      "its own": workload(),
      "no token": workload(pod({ serviceAccountName: "default", automountServiceAccountToken: false })),
      "its own, not known yet": workload(
        pod({ automountServiceAccountToken: false, serviceAccountName: unknown }),
      ),
    },
    bad: {
      "the default": workload(pod({ serviceAccountName: "default" })),
      "nothing said": workload({ containers: [container()] }),
    },
    deferred: { "not known yet": workload(pod({ serviceAccountName: unknown })) },
  },
  {
    rule: "kubernetes-secrets-mounted",
    type: deployment,
    good: {
      "a plain variable": with1({
        env: [
          { name: "MODE", value: "fast" },
          { name: "URL", value: unknown },
        ],
      }),
    },
    bad: {
      one: with1({
        env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
      }),
      all: with1({ envFrom: [{ secretRef: { name: "db" } }] }),
    },
    deferred: { "not known yet": with1({ env: unknown }) },
  },
  {
    rule: "kubernetes-no-plain-secrets",
    type: deployment,
    good: {
      "a reference": with1({
        env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
      }),
      "a file": with1({ env: [{ name: "VAULT_TOKEN", value: "/var/run/secrets/token" }] }),
      "not known yet": with1({ env: [{ name: "DB_PASSWORD", value: unknown }] }),
      "the name of a secret that is mounted": watching("webhook-cert"),
    },
    bad: {
      "a password": with1({ env: [{ name: "DB_PASSWORD", value: "hunter2" }] }),
      "a password beside a secret that is mounted": watching("hunter2"),
      "a token": with1({ env: [{ name: "HF_TOKEN", value: "hf_abc" }] }),
    },
    deferred: { "a variable": with1({ env: [unknown] }) },
  },
];
