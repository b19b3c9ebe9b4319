import assert from "node:assert/strict";
import { analyse, groupBy } from "@aip/cli/cost/analysis.ts";
import { planEnvironment } from "@aip/cli/plan/plan.ts";
import { environmentNames, readEnvironmentFile } from "@aip/environments";

/** What is known to have no price in any source. Another type here is a gap that somebody has just made. */
const knownGaps: ReadonlySet<string> = new Set([
  "aws:guardduty/detectorFeature:DetectorFeature",
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
  "aws:securityhub/account:Account",
]);

describe("costs of the platform's environments", () => {
  for (const name of environmentNames()) {
    it(`${name}: within budget, the same in every view, and nothing unpriced that is not known to be`, async () => {
      const plan = await planEnvironment(name);
      const { usage, tags, budget } = readEnvironmentFile(name).environment;
      const analysis = analyse(plan, { usage, tags });
      assert.ok(
        analysis.monthlyUsd > 0 && analysis.monthlyUsd <= budget.monthlyUsd,
        `${analysis.monthlyUsd}`,
      );
      assert.ok(analysis.maximumUsd >= analysis.monthlyUsd);
      assert.ok(Math.abs(analysis.monthlyUsd - plan.monthlyUsd) < 0.01, "plan and cost differ");
      const layers = groupBy(analysis.lines, "layer");
      for (const layer of plan.layers) {
        const found = layers.find(({ key }) => key === layer.name)?.monthlyUsd ?? 0;
        assert.ok(Math.abs(found - layer.monthlyUsd) < 0.01, layer.name);
      }
      assert.deepEqual(analysis.unmatched, []);
      assert.deepEqual(
        analysis.unpriced.map(({ type }) => type).filter((type) => !knownGaps.has(type)),
        [],
      );
    });
  }
});
