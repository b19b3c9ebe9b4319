import type { Config } from "@pulumi/pulumi";
import { readConfiguration } from "./configuration.ts";
import type { PackOptions } from "./pack-policies.ts";
import { platformConfiguration } from "./platform.ts";
import type { Profile, RuleEnvironment } from "./rule.ts";
import { allRules } from "./rules/index.ts";

const profiles: readonly string[] = ["development", "staging", "production"] satisfies Profile[];

/**
 * What the pack takes from the stack it judges. A stack that has `platform:tags` is of this platform and is held to its
 * tags; any other may have all of the keys or none.
 *
 * @param config The stack's configuration under `platform:`; a key may hold anything.
 * @param today ISO date of the run.
 */
export function packOptions(
  stack: string,
  config: Pick<Config, "get" | "getObject">,
  today: string,
): PackOptions {
  const read = <T>(key: string): T | undefined => {
    try {
      return config.getObject<T>(key);
    } catch {
      return undefined;
    }
  };
  const profile = config.get("profile");
  const tags = read<Record<string, string>>("tags");
  const budget = read<RuleEnvironment["budget"] & object>("budget");
  const { configuration, problems } = readConfiguration(read<unknown>("policies"));
  return {
    rules: allRules,
    environment: {
      name: stack,
      // What nobody has declared to be less is held to what production is held to.
      profile: profile !== undefined && profiles.includes(profile) ? (profile as Profile) : "production",
      today,
      scope: "stack",
      ...(tags === undefined ? {} : { tags }),
      ...(budget === undefined ? {} : { budget: { ...budget, layers: budget.layers ?? {} } }),
      usage: read<unknown>("usage"),
    },
    configuration: tags === undefined ? configuration : platformConfiguration(configuration),
    problems,
    region: config.get("region") ?? "",
  };
}
