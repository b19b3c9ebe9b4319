import { resourceRule } from "../../rule.ts";

const engines = /^(postgres|mysql|mariadb|oracle|sqlserver)/;

/** Members of an Aurora cluster are not judged: their cluster may switch it on for them. */
export const rdsPerformanceInsights = resourceRule({
  name: "rds-performance-insights",
  family: "logging",
  title: "Databases keep what their queries wait for",
  reasoning: "After an outage it is the only record of which query held the others up.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Set performanceInsightsEnabled to true; 7 days of history cost nothing."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.html",
  types: ["aws:rds/instance:Instance"],
  check(view, { fail, notApplicable }) {
    const engine = view.at("engine").text() ?? "";
    if (!engines.test(engine)) return notApplicable("the engine has none");
    const small = /^db\.t[234]g?\.(micro|small)$/.test(view.at("instanceClass").text() ?? "");
    if (small && /^(mysql|mariadb)/.test(engine)) return notApplicable("the machine is too small for it");
    if (view.at("performanceInsightsEnabled").flag() !== true)
      fail("performanceInsightsEnabled is not true.");
  },
});
