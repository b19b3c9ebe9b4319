import { stackRule } from "../../rule.ts";
import { deferPrices, pricesOf, rootOf } from "../prices.ts";

export const costPriceKnown = stackRule({
  name: "cost-price-known",
  family: "cost",
  title: "Nearly every resource that costs something has a price",
  reasoning: "A budget says little about an environment of which a good part is not priced.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: [
    "Take what has a price, refresh the price tables, or set platform:usage.assumeRegion to price it as in another region.",
  ],
  url: "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html",
  types: ["*"],
  settings: {
    percent: {
      type: "number",
      description: "Part of the priced resources, in percent, whose price may be missing or incomplete.",
      default: 10,
      minimum: 0,
      maximum: 100,
    },
  },
  check(stack, { config, environment, defer, fail, notApplicable }) {
    const report = pricesOf(stack, environment);
    deferPrices(report, defer);
    const { byUrn, unpriced } = report;
    const gaps = unpriced.reduce((sum, { count }) => sum + count, 0);
    if (byUrn.size === 0 || gaps === 0) notApplicable("everything has a price");
    const percent = (gaps / byUrn.size) * 100;
    if (percent <= config.percent) return;
    const named = unpriced.slice(0, 5).map(({ type, count }) => `${count} ${type}`);
    fail(
      `${gaps} of ${byUrn.size} resources have no price or not all of it; ${config.percent} % are allowed. ` +
        `Among them: ${named.join(", ")}.`,
      rootOf(stack),
    );
  },
});
