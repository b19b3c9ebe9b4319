import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const rdsIamAuthentication = resourceRule({
  name: "rds-iam-authentication",
  family: "identity",
  title: "Databases accept IAM logins",
  reasoning: "A login that lasts minutes and is logged beats a password in a configuration file.",
  severity: "low",
  frameworks: [...fsbp("RDS.10", "RDS.12")],
  enforcement: "advisory",
  remediation: ["Set iamDatabaseAuthenticationEnabled to true."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster"],
  check(view, { fail, notApplicable }) {
    const engine = view.at("engine").text() ?? "";
    if (!/^(aurora-|postgres|mysql|mariadb)/.test(engine)) notApplicable("the engine has no IAM login");
    if (view.at("iamDatabaseAuthenticationEnabled").flag() !== true) {
      fail("iamDatabaseAuthenticationEnabled is not true.");
    }
  },
  remediate(view) {
    if (!/^(aurora-|postgres|mysql|mariadb)/.test(view.at("engine").text() ?? "")) return undefined;
    if (!view.at("iamDatabaseAuthenticationEnabled").isAbsent) return undefined;
    return { ...view.resource.inputs, iamDatabaseAuthenticationEnabled: true };
  },
});
