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
      default: ["public", "internal", "confidential", "restricted"],
      description: "Allowed values of the tag DataClassification.",
    },
  },
  check(subject, { fail, each, config, environment }) {
    each(["DataClassification", "Environment"], (name) => {
      const own = subject.at("tags", name);
      const value = own.isAbsent ? subject.resource.defaultTags[name] : own.text();
      if (value === undefined || value === "") return;
      if (name === "DataClassification" && !config.classifications.includes(value)) {
        fail(`DataClassification is none of ${config.classifications.join(", ")}.`);
      }
      if (name === "Environment" && environment.name !== "" && value !== environment.name) {
        fail(`Environment is not ${environment.name}.`);
      }
    });
  },
});
