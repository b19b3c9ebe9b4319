import { allows, isNarrowed, statements } from "@aip/common/iam/document.ts";
import type { Value } from "@aip/common/value.ts";
import { cisEks } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const federated = (statement: Value): string[] => statement.at("Principal", "Federated").texts();

/** Condition keys of an OIDC provider end in what they compare. */
const compares = (statement: Value, claim: string): boolean =>
  statement
    .at("Condition")
    .entries()
    .some(
      ([operator, keys]) =>
        /^(ForAnyValue:|ForAllValues:)?String(Equals|Like)$/.test(operator) &&
        keys.entries().some(([key, value]) => {
          if (!key.toLowerCase().endsWith(`:${claim}`)) return false;
          const given = value.texts();
          return given.length > 0 && !given.some((text) => /^[*?]*$/.test(text) || /^repo:\*/.test(text));
        }),
    );

/** Trust documents are texts whose issuer is often not known yet; the claims that are compared are all that counts. */
export const iamTrustBound = resourceRule({
  name: "iam-trust-bound",
  family: "identity",
  title: "Roles are trusted to named principals, and to named subjects of OIDC providers",
  reasoning:
    "A role open to every account, or to every workload or repository of an OIDC provider, belongs to anyone who finds it.",
  severity: "critical",
  frameworks: [...cisEks("5.2.1")],
  enforcement: "mandatory",
  remediation: [
    "Name the principal; compare sub and aud of an OIDC provider with the one subject and audience that are meant.",
  ],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
  types: ["aws:iam/role:Role"],
  check(view, { fail, each }) {
    each(statements(view.at("assumeRolePolicy")), (statement) => {
      if (!allows(statement)) return;
      const principal = statement.at("Principal");
      const everybody = principal.raw() === "*" || principal.at("AWS").texts().includes("*");
      if (everybody && !isNarrowed(statement)) fail("Any account may assume the role.");
      const provider = federated(statement);
      const web = statement
        .at("Action")
        .texts()
        .some((action) => /WebIdentity$/i.test(action));
      if (provider.length === 0 || !web) return;
      if (!compares(statement, "sub"))
        fail("Any subject of the OIDC provider may assume the role: sub is not compared.");
      if (!compares(statement, "aud")) fail("Tokens for any audience are taken: aud is not compared.");
    });
  },
});
