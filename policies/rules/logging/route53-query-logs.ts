import { fsbp, pci } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const zone = "aws:route53/zone:Zone";

export const route53QueryLogs = stackRule({
  name: "route53-query-logs",
  family: "logging",
  title: "Public hosted zones log queries",
  reasoning:
    "Queries show who looks for which of a company's names, and when a record that should not be there is used.",
  severity: "low",
  frameworks: [...fsbp("Route53.2"), ...pci("10.2.1", "10.2.1.1", "10.2.1.2")],
  enforcement: "advisory",
  remediation: ["Add an aws.route53.QueryLog for the zone; its log group has to be in us-east-1."],
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html",
  types: [zone],
  check(stack, { fail, each }) {
    each(stack.ofType(zone), (view) => {
      const vpcs = view.at("vpcs");
      if (vpcs.isUnknown || vpcs.list().length > 0) return;
      if (stack.referring(view, "zoneId", "aws:route53/queryLog:QueryLog").length === 0) {
        fail("Nothing logs queries of the zone.", view.urn);
      }
    });
  },
});
