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
  check(subject, { fail, notApplicable }) {
    const engine = subject.at("engine").text() ?? "";
    if (!/^(aurora-|postgres|mysql|mariadb)/.test(engine)) notApplicable("the engine has no IAM login");
    if (subject.at("iamDatabaseAuthenticationEnabled").flag() !== true) {
      fail("iamDatabaseAuthenticationEnabled is not true.");
    }
  },
  remediate(subject) {
    if (!/^(aurora-|postgres|mysql|mariadb)/.test(subject.at("engine").text() ?? "")) return undefined;
    if (!subject.at("iamDatabaseAuthenticationEnabled").isAbsent) return undefined;
    return { ...subject.resource.inputs, iamDatabaseAuthenticationEnabled: true };
  },
});
