import { resourceRule } from "../../rule.ts";

export const rdsPasswordManaged = resourceRule({
  name: "rds-password-managed",
  family: "identity",
  title: "RDS makes, keeps and rotates the master password itself",
  reasoning:
    "A password that a program sets is in its state and in the history of the person who typed it, and is never changed.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set manageMasterUserPassword to true instead of giving a password."],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html",
  types: ["aws:rds/instance:Instance", "aws:rds/cluster:Cluster", "aws:redshift/cluster:Cluster"],
  check(view, { fail }) {
    const properties =
      view.type === "aws:rds/cluster:Cluster" || view.type === "aws:redshift/cluster:Cluster"
        ? ["masterPassword"]
        : ["password"];
    for (const property of properties) if (view.at(property).isSet) fail(`${property} is given.`);
  },
});
