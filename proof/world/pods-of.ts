import { groupOf, kindOf } from "@aip/common/kubernetes/objects.ts";
import { podsOf } from "@aip/common/kubernetes/pods.ts";
import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { operatorPods } from "./operator-pods.ts";
import { type PlannedPod, placedIn, texts } from "./pod.ts";

/** Objects whose pods others describe again: a workload makes these. */
const madeByOthers = new Set(["core/PodTemplate"]);

/** The pods of a planned object, those that an operator makes of it among them. */
export function podsOfObject(view: ResourceView): readonly PlannedPod[] {
  const kind = kindOf(view);
  if (madeByOthers.has(`${groupOf(view)}/${kind}`)) return [];
  const name = view.at("metadata", "name").text() ?? view.name;
  const own = podsOf(view).map(({ metadata, spec }) => ({
    urn: view.urn,
    owner: `${kind} ${name}`,
    kind,
    namespace: placedIn(view),
    labels: texts(metadata.at("labels")),
    metadata,
    spec,
    replicas: kind === "DaemonSet" ? undefined : leastReplicas(view, kind),
    keepsState: view.at("spec", "volumeClaimTemplates").list().length > 0 || claims(spec),
  }));
  return [...own, ...operatorPods(view, kind, name)];
}

function leastReplicas(view: ResourceView, kind: string): number {
  if (kind === "Job" || kind === "CronJob") return view.at("spec", "parallelism").number() ?? 1;
  return view.at("spec", "replicas").number() ?? 1;
}

/** Whether a pod mounts a claim that outlives it. */
const claims = (spec: Value): boolean =>
  spec
    .at("volumes")
    .list()
    .some((volume) => volume.at("persistentVolumeClaim").isSet);
