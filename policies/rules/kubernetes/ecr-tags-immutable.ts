import { cisEks, fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ecrTagsImmutable = resourceRule({
  name: "ecr-tags-immutable",
  family: "kubernetes",
  title: "Tags of images cannot be moved",
  reasoning: "A tag that was scanned and approved must go on meaning the same image.",
  severity: "high",
  frameworks: [...fsbp("ECR.2"), ...cisEks("5.1.1")],
  enforcement: "mandatory",
  remediation: ["Set imageTagMutability to IMMUTABLE."],
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html",
  types: ["aws:ecr/repository:Repository"],
  check(view, { fail }) {
    const mutability = view.at("imageTagMutability").text() ?? "MUTABLE";
    if (!mutability.startsWith("IMMUTABLE")) fail(`imageTagMutability is ${mutability}.`);
  },
});
