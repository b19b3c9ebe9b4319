import type { WaiverEntry } from "./configuration.ts";

/**
 * What the platform's charts do against a rule and no value of theirs changes. Whatever a value can change is set in the
 * component that installs the chart, and is not in this table. Each reason was read from the templates of the version in
 * `facts/charts`; a new version may need an entry no longer, which the plan then calls unused.
 */

const owner = "ml-platform";
const expires = "2027-05-31";

/** Why each rule is waived for the objects of a chart, by rule. */
const waive = (
  chart: string,
  resource: string,
  reasons: Readonly<Record<string, string>>,
): readonly WaiverEntry[] =>
  Object.entries(reasons).map(([rule, reason]) => ({ rule, chart, resource, reason, owner, expires }));

/** What runs on accelerated nodes. */
const accelerators = [
  ...waive("gpu-device-plugin", "kube-system/nvidia-device-plugin", {
    "kubernetes-no-host-paths":
      "It registers at the socket of the kubelet, and shares folders of CDI and MPS with the node",
    "kubernetes-non-root": "The kubelet's folder of device plugins is root's",
    "kubernetes-capabilities-dropped":
      "Its init container, which copies a configuration, takes no security context from the values",
    "kubernetes-no-privilege-escalation":
      "Its init container, which copies a configuration, takes no security context from the values",
    "kubernetes-resources-set":
      "The sidecar that watches the node's label takes no resources from the values",
  }),
  ...waive("gpu-device-plugin", "kube-system/nvidia-device-plugin-gpu-feature-discovery", {
    "kubernetes-not-privileged":
      "It asks the driver of every GPU of the node, without asking the kubelet for one; the chart runs it privileged for that",
    "kubernetes-no-host-paths":
      "It reads the GPUs and their driver from the node and leaves labels where Node Feature Discovery finds them",
    "kubernetes-non-root": "The folder that it leaves labels in is root's",
    "kubernetes-capabilities-dropped":
      "A privileged container has every capability, whatever it drops; its init container takes no security context",
    "kubernetes-no-privilege-escalation":
      "Kubernetes refuses a privileged container that may not escalate; its init container takes no security context",
    "kubernetes-resources-set":
      "The sidecar that watches the node's label takes no resources from the values",
  }),
  ...waive("gpu-device-plugin", "kube-system/nvidia-device-plugin-mps-control-daemon", {
    "kubernetes-not-privileged":
      "The chart always brings it, privileged; it starts on nodes labelled for MPS, which no pool is",
    "kubernetes-no-host-paths":
      "The chart always brings it, with folders of the node; it starts on nodes labelled for MPS, which no pool is",
    "kubernetes-non-root":
      "The chart always brings it as root; it starts on nodes labelled for MPS, which no pool is",
    "kubernetes-capabilities-dropped":
      "Its containers take no security context from the values; it starts on nodes labelled for MPS, which no pool is",
    "kubernetes-no-privilege-escalation":
      "Its containers take no security context from the values; it starts on nodes labelled for MPS, which no pool is",
    "kubernetes-resources-set":
      "Its sidecar takes no resources from the values; it starts on nodes labelled for MPS, which no pool is",
  }),
  ...waive("gpu-operator", "kube-system/gpu-operator", {
    "kubernetes-non-root": "The operator's pod takes no security context from the values",
    "kubernetes-capabilities-dropped": "The operator's pod takes no security context from the values",
    "kubernetes-no-privilege-escalation": "The operator's pod takes no security context from the values",
    "kubernetes-seccomp": "The operator's pod takes no security context from the values",
  }),
  ...waive("gpu-feature-discovery", "kube-system/node-feature-discovery-worker", {
    "kubernetes-no-host-paths":
      "It reads the node's kernel, modules and devices to label the node with what it has",
  }),
  ...waive("gpu-metrics", "kube-system/dcgm-exporter", {
    "kubernetes-no-host-paths": "It reads from the kubelet's socket which pod has which GPU",
    "kubernetes-non-root": "The kubelet's socket of pod resources is root's",
    "kubernetes-capabilities-dropped": "Profiling metrics, such as those of tensor cores, need SYS_ADMIN",
  }),
  ...waive("gpu-efa", "kube-system/aws-efa-k8s-device-plugin", {
    "kubernetes-not-privileged":
      "It opens the network devices of the node, which the chart runs it privileged for",
    "kubernetes-no-host-namespaces": "The chart has it in the node's network, whose EFA interfaces it counts",
    "kubernetes-no-host-paths": "It registers at the socket of the kubelet and reads the node's EFA devices",
    "kubernetes-non-root": "The kubelet's folder of device plugins is root's",
    "kubernetes-capabilities-dropped": "A privileged container has every capability, whatever it drops",
    "kubernetes-no-privilege-escalation": "Kubernetes refuses a privileged container that may not escalate",
    "kubernetes-seccomp": "A privileged container runs without a seccomp profile, whatever is set",
  }),
];

/** What every node runs to be watched. */
const telemetry = [
  ...waive("prometheus-chart", "node-telemetry/monitoring-prometheus-node-exporter", {
    "kubernetes-no-host-namespaces":
      "Metrics of the node's network and processes are seen from the node's own namespaces alone",
    "kubernetes-no-host-paths":
      "It reads /proc, /sys and the file systems of the node, all of them read-only",
  }),
  ...waive("collector-agent", "node-telemetry/otel-agent-agent", {
    "kubernetes-no-host-paths": "It reads the logs of pods from the node and keeps there how far it has read",
    "kubernetes-non-root": "Only root may read the logs of pods on a node; it has no capability besides",
  }),
];

/** Controllers that act on objects of any kind. */
const controllers = [
  ...waive("services-backup-controller-chart", "velero-server", {
    "kubernetes-rbac-no-cluster-admin":
      "Velero reads objects of every kind and makes them again, roles and bindings among them",
  }),
  ...waive("services-backup-controller-chart", "velero/velero-server", {
    "kubernetes-rbac-no-wildcards": "The chart writes the rule; it is for Velero's own namespace alone",
  }),
  ...waive("services-git-ops-controller-chart", "argocd-application-controller", {
    "kubernetes-rbac-no-wildcards":
      "A team's application may be of any kind; the team's project bounds what Argo CD makes for it, and where",
  }),
  ...waive("services-git-ops-controller-chart", "argocd-server", {
    "kubernetes-rbac-no-wildcards":
      "It shows and deletes the live objects of applications, which may be of any kind; roles begin with no rights",
  }),
];

export const chartWaivers: readonly WaiverEntry[] = [...accelerators, ...telemetry, ...controllers];
