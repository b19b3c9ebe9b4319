import { containersOf, podsOf } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";
import { acceleratorsIn } from "../gpu.ts";

export const mlTrainingBounded = resourceRule({
  name: "ml-training-bounded",
  family: "ml",
  title: "Jobs with GPUs end, and are cleaned up",
  reasoning: "A training job that hangs keeps its GPUs until somebody looks; a deadline looks by itself.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set activeDeadlineSeconds (for training operators under spec.runPolicy)."],
  url: "https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup",
  types: [
    "kubernetes:batch/v1:Job",
    "kubernetes:batch/v1:CronJob",
    "kubernetes:kubeflow.org/v1:PyTorchJob",
    "kubernetes:kubeflow.org/v1:TFJob",
    "kubernetes:kubeflow.org/v2beta1:MPIJob",
  ],
  check(view, { fail, notApplicable }) {
    const pods = podsOf(view);
    const uses = pods.some((pod) =>
      containersOf(pod).some(({ value }) => acceleratorsIn(value.at("resources", "limits")) > 0),
    );
    if (!uses) notApplicable("no GPUs");
    const spec = view.at("spec");
    const deadlines = [
      spec.at("activeDeadlineSeconds"),
      spec.at("runPolicy", "activeDeadlineSeconds"),
      spec.at("jobTemplate", "spec", "activeDeadlineSeconds"),
      ...pods.map((pod) => pod.spec.at("activeDeadlineSeconds")),
    ];
    if (!deadlines.some((deadline) => deadline.isSet)) fail("No deadline ends the job.");
  },
});
