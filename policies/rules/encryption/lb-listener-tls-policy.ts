import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { listenerTypes } from "../listeners.ts";

export const lbListenerTlsPolicy = resourceRule({
  name: "lb-listener-tls-policy",
  family: "encryption",
  title: "TLS listeners accept TLS 1.2 and 1.3 only",
  reasoning: "The policy a listener gets when none is named still speaks TLS 1.0 to clients that ask for it.",
  severity: "medium",
  frameworks: [...fsbp("ELB.17")],
  enforcement: "mandatory",
  remediation: ["Set sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06 or a newer one of its kind."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  types: listenerTypes,
  check(view, { fail, notApplicable }) {
    const protocol = view.at("protocol").text();
    if (protocol !== "HTTPS" && protocol !== "TLS") notApplicable("no TLS to set up");
    const policy = view.at("sslPolicy").text();
    const strict = policy !== undefined && /TLS13-1-[23]|TLS-1-2|FS-1-2/.test(policy);
    if (!strict) fail(`sslPolicy is ${policy ?? "not set"}.`);
  },
  remediate(view) {
    const protocol = view.at("protocol").text();
    if ((protocol !== "HTTPS" && protocol !== "TLS") || !view.at("sslPolicy").isAbsent) return undefined;
    return { ...view.resource.inputs, sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" };
  },
});
