import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { resourceRule } from "../../rule.ts";

/** Shapes of credentials that are hardly ever anything else. What matches is never repeated in a message. */
const shapes: readonly (readonly [string, RegExp])[] = [
  ["an AWS access key", /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  ["a private key", /-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/],
  ["a GitHub token", /\bgh[pousr]_[A-Za-z0-9]{36,}\b/],
  ["a Slack token", /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ["a Hugging Face token", /\bhf_[A-Za-z0-9]{30,}\b/],
  ["a login in a URL", /\b[a-z][a-z0-9+]{1,15}:\/\/[^\s:/@$<{]{1,64}:[^\s:/@$<{]{3,128}@[a-z0-9.-]+/i],
];

/** Keys of AWS's own documentation. */
const examples = /EXAMPLE/;

const found = (text: string): string | undefined =>
  shapes.find(([, shape]) => {
    const [match] = shape.exec(text) ?? [];
    return match !== undefined && !examples.test(match);
  })?.[0];

const decoded = (text: string): string =>
  /^[A-Za-z0-9+/\s]+={0,2}$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : text;

function* places(view: ResourceView): Generator<Value> {
  switch (view.type) {
    case "aws:lambda/function:Function":
      yield* view
        .at("environment", "variables")
        .entries()
        .map(([, value]) => value);
      return;
    case "kubernetes:core/v1:ConfigMap":
      yield* view
        .at("data")
        .entries()
        .map(([, value]) => value);
      return;
    default:
      yield view.at("userData");
      yield view.at("userDataBase64");
      yield* view
        .at("tags")
        .entries()
        .map(([, value]) => value);
  }
}

export const ec2NoPlainCredentials = resourceRule({
  name: "ec2-no-plain-credentials",
  family: "identity",
  title: "No credentials in user data, environment variables, config maps or tags",
  reasoning:
    "All of these are readable by many more people than a secret should be, and kept in places nobody rotates.",
  severity: "critical",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "Keep it in Secrets Manager or Vault, let the workload read it, and rotate what has been exposed.",
  ],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html",
  types: [
    "aws:ec2/instance:Instance",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:lambda/function:Function",
    "kubernetes:core/v1:ConfigMap",
  ],
  check(view, { fail, each }) {
    each(places(view), (value) => {
      const text = value.text();
      if (text === undefined) return;
      const kind = found(text) ?? (value.path.startsWith("userData") ? found(decoded(text)) : undefined);
      if (kind !== undefined) fail(`${value.path} holds ${kind}.`);
    });
  },
});
