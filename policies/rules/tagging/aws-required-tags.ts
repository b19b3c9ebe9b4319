import type { ResourceView } from "@aip/common/view/view.ts";
import { taggableAwsTypes } from "@aip/facts/taggable-aws-types.ts";
import { type RuleEnvironment, resourceRule } from "../../rule.ts";

/** The tags a resource ends up with: its own, and its provider's. */
const hasTag = (view: ResourceView, name: string): boolean =>
  view.at("tags", name).isSet || view.at("tagsAll", name).isSet || Boolean(view.resource.defaultTags[name]);

/** Values the environment gives for tags that are missing. */
const known = (environment: RuleEnvironment): Readonly<Record<string, string>> => ({
  ...(environment.name === "" ? {} : { Environment: environment.name }),
  ...environment.tags,
});

export const awsRequiredTags = resourceRule({
  name: "aws-required-tags",
  family: "tagging",
  title: "Everything that can be tagged says whose it is, what it is for and who pays",
  reasoning: "Cost reports, access rules and the sweep after a teardown see tags and nothing else.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Add the tags to the provider's defaultTags, so that nothing is forgotten."],
  url: "https://docs.aws.amazon.com/whitepapers/latest/tagging-best-practices/tagging-best-practices.html",
  types: taggableAwsTypes,
  settings: {
    tags: {
      type: "array",
      items: { type: "string" },
      default: [],
      description: "Names of the tags that are required. By default none is.",
    },
  },
  check(view, { fail, config }) {
    const missing = config.tags.filter((name) => !hasTag(view, name));
    if (missing.length > 0) fail(`Missing tags: ${missing.join(", ")}.`);
  },
  remediate(view, { config, environment }) {
    const values = known(environment);
    const own = view.at("tags");
    if (own.isUnknown) return undefined;
    const added = config.tags.filter((name) => values[name] !== undefined && !hasTag(view, name));
    if (added.length === 0) return undefined;
    const tags = own.isAbsent ? {} : (own.raw() as object);
    return {
      ...view.resource.inputs,
      tags: { ...tags, ...Object.fromEntries(added.map((name) => [name, values[name]])) },
    };
  },
});
