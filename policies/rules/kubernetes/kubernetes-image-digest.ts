import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { resourceRule } from "../../rule.ts";
import { parseImage } from "../images.ts";

export const kubernetesImageDigest = resourceRule({
  name: "kubernetes-image-digest",
  family: "kubernetes",
  title: "Images are named by digest",
  reasoning: "A tag can be moved by anyone who may push; a digest is the image that was scanned.",
  severity: "low",
  frameworks: [],
  enforcement: { development: "disabled", staging: "disabled", production: "advisory" },
  remediation: ["Append @sha256:… to the image."],
  url: "https://kubernetes.io/docs/concepts/containers/images/#image-names",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      const loose = containersOf(pod).filter(({ value }) => {
        const image = value.at("image").text();
        return image !== undefined && parseImage(image).digest === undefined;
      });
      if (loose.length > 0) fail(`No digest is given for ${loose.map(({ label }) => label).join(", ")}.`);
    });
  },
});
