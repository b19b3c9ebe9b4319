import type { Resource } from "@aip/common/resource.ts";
import { resource } from "@aip/common/testing/resource.ts";
import { evaluate } from "@aip/policies/evaluate.ts";
import { allRules } from "@aip/policies/rules/index.ts";
import { allCases } from "@aip/policies/testing/all-cases.ts";
import { resourcesOf } from "@aip/policies/testing/cases.ts";
import { tags } from "@aip/policies/testing/tags.ts";

/** Resources of every type the rules know, good and bad, as many as are asked for. */
function resources(count: number): Resource[] {
  const cases = allCases.flatMap((one) =>
    [...Object.values(one.good), ...Object.values(one.bad)].flatMap((given) => resourcesOf(one, given)),
  );
  return Array.from({ length: count }, (_, index) => {
    const { type, name, inputs, protect } = cases[index % cases.length] as (typeof cases)[number];
    const numbered = `${name}-${index}`;
    return resource(type, inputs, {
      name: numbered,
      id: numbered,
      protect: protect ?? false,
      defaultTags: tags,
    });
  });
}

export interface PolicyBenchmark {
  readonly rules: number;
  readonly resources: number;
  readonly milliseconds: number;
  readonly microsecondsPerResource: number;
}

/**
 * How long the whole pack takes over resources of every type it knows; half of them break a rule.
 *
 * @param count Resources. Default: 10,000.
 */
export function bench(count: string | number = 10_000): PolicyBenchmark {
  const given = resources(Number(count));
  const environment = {
    name: "prod",
    profile: "production",
    today: "2026-11-21",
    scope: "environment",
  } as const;
  evaluate(given.slice(0, 500), { environment });
  const started = performance.now();
  evaluate(given, { environment });
  const milliseconds = performance.now() - started;
  return {
    rules: allRules.length,
    resources: given.length,
    milliseconds: Math.round(milliseconds),
    microsecondsPerResource: Math.round((milliseconds * 1000) / given.length),
  };
}
