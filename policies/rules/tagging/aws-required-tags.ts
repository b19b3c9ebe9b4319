import { taggableAwsTypes } from "@aip/facts/taggable-aws-types.ts";
import { type RuleEnvironment, resourceRule, type Subject } from "../../rule.ts";

/** The tags a resource ends up with: its own, and its provider's. */
const hasTag = (subject: Subject, name: string): boolean =>
  subject.at("tags", name).isSet ||
  subject.at("tagsAll", name).isSet ||
  Boolean(subject.resource.defaultTags[name]);

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
  check(subject, { fail, config }) {
    const missing = config.tags.filter((name) => !hasTag(subject, name));
    if (missing.length > 0) fail(`Missing tags: ${missing.join(", ")}.`);
  },
  remediate(subject, { config, environment }) {
    const values = known(environment);
    const own = subject.at("tags");
    if (own.isUnknown) return undefined;
    const added = config.tags.filter((name) => values[name] !== undefined && !hasTag(subject, name));
    if (added.length === 0) return undefined;
    const tags = own.isAbsent ? {} : (own.raw() as object);
    return {
      ...subject.resource.inputs,
      tags: { ...tags, ...Object.fromEntries(added.map((name) => [name, values[name]])) },
    };
  },
});
