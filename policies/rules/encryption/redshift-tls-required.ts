import { fsbp, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const redshiftTlsRequired = resourceRule({
  name: "redshift-tls-required",
  family: "encryption",
  title: "Redshift accepts only TLS connections",
  reasoning: "Query results and logins cross the network with every dashboard.",
  severity: "high",
  frameworks: [...fsbp("Redshift.2"), ...soc2("CC6.7")],
  enforcement: "mandatory",
  remediation: ["Set require_ssl to true in the parameter group."],
  url: "https://docs.aws.amazon.com/redshift/latest/mgmt/connecting-ssl-support.html",
  types: ["aws:redshift/parameterGroup:ParameterGroup"],
  check(view, { fail }) {
    const parameter = view
      .at("parameters")
      .list()
      .find((candidate) => candidate.at("name").text() === "require_ssl");
    const value = parameter?.at("value").text()?.toLowerCase();
    // The family redshift-2.0 requires TLS by itself.
    const byDefault = view.at("family").text() !== "redshift-1.0";
    if (value === undefined ? !byDefault : value !== "true") fail(`require_ssl is ${value ?? "not set"}.`);
  },
});
