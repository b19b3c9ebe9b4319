import type { Value } from "../value.ts";
import type { ResourceView } from "../view/view.ts";
import { groupOf, isPatch, kindOf } from "./objects.ts";

/** A container of any kind. */
export interface Container {
  readonly value: Value;
  /** `container "server"`, for messages. */
  readonly label: string;
  /** Runs before the others, or debugs them: it has no probes and needs no limits of its own. */
  readonly auxiliary: boolean;
}

/** What some object makes pods of. */
export interface Pod {
  readonly metadata: Value;
  readonly spec: Value;
  /** Some other object adds to it, so that what is missing here says nothing. */
  readonly partial: boolean;
}

const template = (value: Value, partial = false): Pod => ({
  metadata: value.at("metadata"),
  spec: value.at("spec"),
  partial,
});

const values = (value: Value): Value[] => value.entries().map(([, inner]) => inner);

type Templates = (spec: Value) => readonly Pod[];

const single: Templates = (spec) => [template(spec.at("template"))];

const replicas =
  (key: string): Templates =>
  (spec) =>
    values(spec.at(key)).map((replica) => template(replica.at("template")));

const rayCluster: Templates = (spec) => [
  template(spec.at("headGroupSpec", "template")),
  ...spec
    .at("workerGroupSpecs")
    .list()
    .map((group) => template(group.at("template"))),
];

/** Where each kind of object keeps the pods it makes, by `group/Kind` without versions. */
const kinds: Readonly<Record<string, Templates>> = {
  "core/ReplicationController": single,
  "apps/Deployment": single,
  "apps/StatefulSet": single,
  "apps/DaemonSet": single,
  "apps/ReplicaSet": single,
  "extensions/Deployment": single,
  "extensions/DaemonSet": single,
  "batch/Job": single,
  "batch/CronJob": (spec) => [template(spec.at("jobTemplate", "spec", "template"))],
  "argoproj.io/Rollout": (spec) => (spec.at("workloadRef").isAbsent ? single(spec) : []),
  "serving.knative.dev/Service": single,
  "kubeflow.org/Notebook": single,
  "kubeflow.org/PyTorchJob": replicas("pytorchReplicaSpecs"),
  "kubeflow.org/TFJob": replicas("tfReplicaSpecs"),
  "kubeflow.org/MPIJob": replicas("mpiReplicaSpecs"),
  "kubeflow.org/XGBoostJob": replicas("xgbReplicaSpecs"),
  "ray.io/RayCluster": rayCluster,
  "ray.io/RayJob": (spec) => rayCluster(spec.at("rayClusterSpec")),
  "ray.io/RayService": (spec) => rayCluster(spec.at("rayClusterConfig")),
  "jobset.x-k8s.io/JobSet": (spec) =>
    spec
      .at("replicatedJobs")
      .list()
      .map((job) => template(job.at("template", "spec", "template"))),
  "leaderworkerset.x-k8s.io/LeaderWorkerSet": (spec) =>
    [spec.at("leaderWorkerTemplate", "leaderTemplate"), spec.at("leaderWorkerTemplate", "workerTemplate")]
      .filter((part) => !part.isAbsent)
      .map((part) => template(part)),
  "keda.sh/ScaledJob": (spec) => [template(spec.at("jobTargetRef", "template"))],
};

/** A predictor is itself a pod's spec; the runtime it names adds to its containers. */
const inferenceService = (spec: Value): readonly Pod[] =>
  ["predictor", "transformer", "explainer"]
    .map((part) => spec.at(part))
    .filter((part) => !part.isAbsent)
    .map((part) => ({ metadata: part, spec: part, partial: part.at("containers").isAbsent }));

/** The pods that an object of any kind makes. None for objects that make none, and for those a patch says nothing of. */
export function podsOf(view: ResourceView): readonly Pod[] {
  const [group, kind] = [groupOf(view), kindOf(view)];
  const pods = found(view, group, kind).filter(({ spec }) => !spec.isAbsent);
  return isPatch(view) ? pods.map((pod) => ({ ...pod, partial: true })) : pods;
}

function found(view: ResourceView, group: string, kind: string): readonly Pod[] {
  if (group === "core" && kind === "Pod")
    return [{ metadata: view.at("metadata"), spec: view.at("spec"), partial: false }];
  if (group === "core" && kind === "PodTemplate") return [template(view.at("template"))];
  if (group === "serving.kserve.io" && kind === "InferenceService") return inferenceService(view.at("spec"));
  return kinds[`${group}/${kind}`]?.(view.at("spec")) ?? [];
}

/** All containers of a pod: those that run before, and those that are attached to it, too. */
export function containersOf(pod: Pod): readonly Container[] {
  const of = (key: string): Container[] =>
    pod.spec
      .at(key)
      .list()
      .map((value) => {
        const name = value.at("name");
        const sidecar =
          key === "initContainers" &&
          !value.at("restartPolicy").isUnknown &&
          value.at("restartPolicy").text() === "Always";
        return {
          value,
          label: `container "${name.isUnknown ? "?" : (name.text() ?? "?")}"`,
          auxiliary: key !== "containers" && !sidecar,
        };
      });
  const model = pod.spec.at("model");
  return [
    ...of("containers"),
    ...of("initContainers"),
    ...of("ephemeralContainers"),
    ...(model.isAbsent ? [] : [{ value: model, label: 'container "model"', auxiliary: false }]),
  ];
}

/** Tokens of the types that `podsOf` knows, whichever version of their group they are of. */
export const podTypes: readonly string[] = [
  "kubernetes:core/v1:Pod",
  "kubernetes:core/v1:PodPatch",
  "kubernetes:core/v1:PodTemplate",
  ...[...Object.keys(kinds), "serving.kserve.io/InferenceService"].flatMap((key) => {
    const [group, kind] = key.split("/");
    return ["v1", "v2", "v1alpha1", "v1alpha2", "v1beta1", "v1beta2", "v2beta1"].flatMap((version) => [
      `kubernetes:${group}/${version}:${kind}`,
      `kubernetes:${group}/${version}:${kind}Patch`,
    ]);
  }),
];
