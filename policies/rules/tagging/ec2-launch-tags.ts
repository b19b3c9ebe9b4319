import { resourceRule } from "../../rule.ts";

export const ec2LaunchTags = resourceRule({
  name: "ec2-launch-tags",
  family: "tagging",
  title: "Launch templates and groups pass their tags on to instances and volumes",
  reasoning:
    "Tags of a template or a group stay on it: instances and volumes, where the money goes, get only what is passed on.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Give tagSpecifications for instance and volume; propagateAtLaunch for tags of a group."],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html",
  types: ["aws:ec2/launchTemplate:LaunchTemplate", "aws:autoscaling/group:Group"],
  check(view, { fail, each }) {
    if (view.type === "aws:autoscaling/group:Group") {
      each(view.at("tags").list(), (tag) => {
        if (tag.at("propagateAtLaunch").flag() === false) fail(`${tag.path} is not passed on to instances.`);
      });
      return;
    }
    const kinds = view
      .at("tagSpecifications")
      .list()
      .map((specification) => specification.at("resourceType").text());
    const missing = ["instance", "volume"].filter((kind) => !kinds.includes(kind));
    if (missing.length > 0) fail(`tagSpecifications has none for ${missing.join(" and ")}.`);
  },
});
