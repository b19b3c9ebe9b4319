import { Value } from "@aip/common/value.ts";
import type { ResourceView, StackView } from "@aip/common/view/view.ts";
import { type AddonPod, eksAddonPods } from "@aip/facts/eks-addon-pods.ts";
import type { PlannedPod } from "../world/pod.ts";

const addonType = "aws:eks/addon:Addon";

/** The pods of the managed add-ons of a plan, which EKS makes by itself. */
export const addonPods = (stack: StackView): readonly PlannedPod[] =>
  stack.ofType(addonType).flatMap((view) => {
    const name = view.at("addonName").text() ?? "";
    const known = Object.hasOwn(eksAddonPods, name)
      ? eksAddonPods[name as keyof typeof eksAddonPods]
      : undefined;
    return (known?.pods ?? []).map((pod) => plannedPod(view, pod));
  });

function plannedPod(view: ResourceView, pod: AddonPod): PlannedPod {
  const everywhere = pod.replicas === "each node";
  const settings = view.at("configurationValues").json();
  const own = settings.at(everywhere ? "node" : "controller");
  const labels = { "app.kubernetes.io/name": pod.name };
  const placed = (key: string): unknown[] =>
    [settings, own].map((part) => part.at(key)).flatMap((part) => part.list().map((each) => each.raw()));
  const tolerations =
    pod.tolerates === "all"
      ? [{ operator: "Exists" }]
      : pod.tolerates.map((key) => ({ key, operator: "Exists" }));
  return {
    urn: view.urn,
    owner: `add-on ${view.at("addonName").text()}: ${pod.name}`,
    kind: everywhere ? "DaemonSet" : "Deployment",
    namespace: "kube-system",
    labels,
    metadata: Value.of({ name: pod.name, namespace: "kube-system", labels }),
    spec: Value.of({
      priorityClassName: pod.priorityClassName,
      containers: [{ name: pod.name, resources: { requests: pod.requests } }],
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [...tolerations, ...placed("tolerations")],
    }),
    replicas: everywhere ? undefined : replicas(settings, own, pod.replicas as number),
    keepsState: false,
  };
}

const replicas = (settings: Value, own: Value, otherwise: number): number =>
  settings.at("replicaCount").number() ??
  own.at("replicaCount").number() ??
  settings.at("autoScaling", "minReplicas").number() ??
  otherwise;
