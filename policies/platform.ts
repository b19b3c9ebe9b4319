import { dataClassifications, platformTags } from "@aip/common/tags.ts";
import { chartWaivers } from "./chart-waivers.ts";
import type { PolicyConfiguration } from "./configuration.ts";

/** What rules are set to in this platform's own environments. Elsewhere nobody has agreed to our tags. */
const platformSettings: PolicyConfiguration["settings"] = {
  "aws-required-tags": { tags: platformTags },
  "aws-tag-values": { classifications: dataClassifications, environment: true },
};

/**
 * The configuration of one of the platform's environments: the platform's settings, and the environment's over them; the
 * environment's waivers, and those of the charts after them.
 */
export function platformConfiguration(configuration: PolicyConfiguration): PolicyConfiguration {
  const { settings } = configuration;
  const underneath = Object.entries(platformSettings).map(([rule, own]) => [
    rule,
    { ...own, ...settings[rule] },
  ]);
  return {
    ...configuration,
    settings: { ...settings, ...Object.fromEntries(underneath) },
    waivers: [...configuration.waivers, ...chartWaivers],
  };
}
