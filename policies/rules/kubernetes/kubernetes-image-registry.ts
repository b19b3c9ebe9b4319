import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { parseImage } from "../images.ts";

const ownRegistry = /^\d{12}\.dkr\.ecr(-fips)?\.[a-z0-9-]+\.(amazonaws\.com|on\.aws)(\.cn)?\//;

export const kubernetesImageRegistry = resourceRule({
  name: "kubernetes-image-registry",
  family: "kubernetes",
  title: "Images come from approved registries",
  reasoning: "An image from anywhere is code from anyone, run beside everything else in the cluster.",
  severity: "high",
  frameworks: [...cisEks("5.1.4")],
  enforcement: "mandatory",
  remediation: [
    "Use an image of an approved registry, or copy it into your own; ECR of any account is approved.",
  ],
  url: "https://kubernetes.io/docs/concepts/containers/images/",
  types: podTypes,
  settings: {
    registries: {
      type: "array",
      items: { type: "string" },
      default: [
        "docker.elastic.co/",
        "docker.io/apache/",
        "docker.io/grafana/",
        "docker.io/hashicorp/",
        "docker.io/jaegertracing/",
        "docker.io/otel/",
        "docker.io/rayproject/",
        "docker.io/velero/",
        "docker.io/vllm/",
        "gcr.io/distroless/",
        "ghcr.io/",
        "nvcr.io/",
        "public.ecr.aws/",
        "quay.io/",
        "registry.k8s.io/",
      ],
      description:
        "Beginnings of image names that are approved; Docker Hub is docker.io/, its own images docker.io/library/.",
    },
  },
  check(view, { fail, each, config }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        const image = value.at("image").text();
        if (image === undefined) return;
        const { repository } = parseImage(image);
        const approved =
          ownRegistry.test(repository) || config.registries.some((start) => repository.startsWith(start));
        if (!approved)
          fail(`${label} comes from ${repository.split("/").slice(0, -1).join("/")}, which is not approved.`);
      });
    });
  },
});
