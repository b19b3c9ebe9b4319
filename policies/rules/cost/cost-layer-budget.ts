import { urnProject } from "@aip/common/urn.ts";
import { stackRule } from "../../rule.ts";
import { dearest, deferPrices, dollars, layerUsd, pricesOf, rootOf } from "../prices.ts";

export const costLayerBudget = stackRule({
  name: "cost-layer-budget",
  family: "cost",
  title: "A layer costs no more than its part of the budget",
  reasoning: "A ceiling for each layer keeps one team's change from using up what belongs to all.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Take something smaller, or have the layer's ceiling raised in platform:budget.layers."],
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  types: ["*"],
  check(stack, { environment, defer, fail, notApplicable }) {
    const ceilings = Object.entries(environment.budget?.layers ?? {});
    if (ceilings.length === 0) notApplicable("no layer has a ceiling");
    const present = new Set(stack.views.map(({ urn }) => urnProject(urn)));
    const report = pricesOf(stack, environment);
    deferPrices(report, defer, (urn) => ceilings.some(([layer]) => layer === urnProject(urn)));
    for (const [layer, ceiling] of ceilings) {
      const usd = layerUsd(report, layer);
      if (!present.has(layer) || usd <= ceiling) continue;
      fail(
        `Layer ${layer} costs ${dollars(usd)} a month; ${dollars(ceiling)} are allowed. ` +
          `Most goes to ${dearest(report, 3, layer)}.`,
        rootOf(stack, layer),
      );
    }
  },
});
