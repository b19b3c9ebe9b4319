import { taggableAwsTypes } from "@aip/facts/taggable-aws-types.ts";
import { resourceRule } from "../../rule.ts";

export const awsTagValues = resourceRule({
  name: "aws-tag-values",
  family: "tagging",
  title: "Tags hold values that reports know",
  reasoning: "A report by environment or classification misses what is spelt in a way of its own.",
  severity: "low",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Use one of the allowed values, and the environment's own name in Environment."],
  url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  types: taggableAwsTypes,
  settings: {
    classifications: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Allowed values of the tag DataClassification. By default any.",
    },
    environment: {
      type: "boolean",
      default: false,
      description: "Whether the tag Environment has to be the name of the environment.",
    },
  },
  check(view, { fail, each, config, environment }) {
    const allowed: [string, readonly string[]][] = [];
    if (config.classifications.length > 0) allowed.push(["DataClassification", config.classifications]);
    if (config.environment && environment.name !== "") allowed.push(["Environment", [environment.name]]);
    each(allowed, ([name, values]) => {
      const own = view.at("tags", name);
      const value = own.isAbsent ? view.resource.defaultTags[name] : own.text();
      if (value === undefined || value === "" || values.includes(value)) return;
      fail(values.length === 1 ? `${name} is not ${values[0]}.` : `${name} is none of ${values.join(", ")}.`);
    });
  },
});
