import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { parseImage } from "../images.ts";

/** Tags that by their very name move. */
const moving = /^(latest|stable|main|master|edge|nightly|dev|canary|current)$/i;

export const kubernetesImagePinned = resourceRule({
  name: "kubernetes-image-pinned",
  family: "kubernetes",
  title: "Images name a version or a digest",
  reasoning: "What latest means tomorrow nobody has tested, and a rollback to it brings back nothing.",
  severity: "high",
  frameworks: [...cisEks("5.1.4")],
  enforcement: "mandatory",
  remediation: ["Name a version, or better a digest."],
  url: "https://kubernetes.io/docs/concepts/containers/images/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      each(containersOf(pod), ({ value, label }) => {
        const image = value.at("image").text();
        if (image === undefined) {
          if (!pod.partial) fail(`${label} names no image.`);
          return;
        }
        const { tag, digest } = parseImage(image);
        if (digest !== undefined) return;
        if (tag === undefined || moving.test(tag))
          fail(`${label}: the tag is ${tag ?? "not given, so latest"}.`);
      });
    });
  },
});
