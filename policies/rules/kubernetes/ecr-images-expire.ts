import { fsbp } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

export const ecrImagesExpire = stackRule({
  name: "ecr-images-expire",
  family: "kubernetes",
  title: "Repositories have a lifecycle policy",
  reasoning:
    "Every build leaves an image: without an end they are paid for, and old holes stay ready to run.",
  severity: "medium",
  frameworks: [...fsbp("ECR.3")],
  enforcement: "advisory",
  remediation: ["Add an aws.ecr.LifecyclePolicy that expires untagged images and keeps a number of others."],
  url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html",
  types: ["aws:ecr/repository:Repository"],
  check(stack, { fail, each }) {
    each(stack.ofType("aws:ecr/repository:Repository"), (repository) => {
      const [policy] = stack.referring(repository, "repository", "aws:ecr/lifecyclePolicy:LifecyclePolicy");
      if (policy === undefined) fail("No lifecycle policy refers to the repository.", repository.urn);
    });
  },
});
