import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const wafAclNotEmpty = resourceRule({
  name: "waf-acl-not-empty",
  family: "network-exposure",
  title: "A web ACL has rules",
  reasoning: "An empty web ACL lets everything through and looks like protection.",
  severity: "medium",
  frameworks: [...fsbp("WAF.10")],
  enforcement: "mandatory",
  remediation: ["Add rules or managed rule groups, or let it block by default."],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html",
  types: ["aws:wafv2/webAcl:WebAcl"],
  check(view, { fail }) {
    if (!view.at("defaultAction", "block").isAbsent || view.at("ruleJson").isSet) return;
    if (view.at("rules").list().length === 0) fail("The web ACL has no rules and lets everything through.");
  },
});
