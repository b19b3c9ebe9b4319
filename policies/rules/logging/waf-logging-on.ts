import { securityHub } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const acl = "aws:wafv2/webAcl:WebAcl";

export const wafLoggingOn = stackRule({
  name: "waf-logging-on",
  family: "logging",
  title: "Web ACLs log what they see",
  reasoning:
    "Without its log a web ACL cannot be tuned, and an attack it lets through leaves no trace in it.",
  severity: "low",
  frameworks: [...securityHub("WAF.11")],
  enforcement: "mandatory",
  remediation: ["Add an aws.wafv2.WebAclLoggingConfiguration for the web ACL."],
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
  types: [acl],
  check(stack, { fail, each }) {
    each(stack.ofType(acl), (view) => {
      const type = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration";
      if (stack.referring(view, "resourceArn", type).length === 0)
        fail("The web ACL logs nothing.", view.urn);
    });
  },
});
