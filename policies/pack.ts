/** The CrossGuard pack: the same rules as in the plan, run by the engine. The only file that starts a policy pack. */
import { PolicyPack } from "@pulumi/policy";
import * as pulumi from "@pulumi/pulumi";
import { readConfiguration } from "./configuration.ts";
import { packPolicies } from "./pack-policies.ts";
import type { Profile, RuleEnvironment } from "./rule.ts";
import { allRules } from "./rules/index.ts";

// The engine hands a pack the configuration of the stack it judges: the environment file is read like in a program.
const platform = new pulumi.Config("platform");

/** A key that may hold anything in a stack that is not of this platform. */
function read<T>(key: string): T | undefined {
  try {
    return platform.getObject<T>(key);
  } catch {
    return undefined;
  }
}

const profiles: readonly string[] = ["development", "staging", "production"] satisfies Profile[];
const profile = platform.get("profile");
const tags = read<Record<string, string>>("tags");
const budget = read<RuleEnvironment["budget"] & object>("budget");

const environment: RuleEnvironment = {
  name: pulumi.getStack(),
  // What nobody has declared to be less is held to what production is held to.
  profile: profile !== undefined && profiles.includes(profile) ? (profile as Profile) : "production",
  today: new Date().toISOString().slice(0, 10),
  scope: "stack",
  ...(tags === undefined ? {} : { tags }),
  ...(budget === undefined ? {} : { budget: { ...budget, layers: budget.layers ?? {} } }),
  usage: read<unknown>("usage"),
};

const { configuration, problems } = readConfiguration(read<unknown>("policies"));

new PolicyPack("aip-policies", {
  policies: packPolicies({
    rules: allRules,
    environment,
    configuration,
    problems,
    region: platform.get("region") ?? "",
  }),
});
