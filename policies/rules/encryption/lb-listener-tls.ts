import { cisEks, fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { listenerTypes } from "../listeners.ts";

export const lbListenerTls = resourceRule({
  name: "lb-listener-tls",
  family: "encryption",
  title: "Load balancers listen with TLS, or send clients to where they do",
  reasoning: "What a load balancer takes in plain text, everybody on the way can read and change.",
  severity: "high",
  frameworks: [...fsbp("ELB.1"), ...cisEks("5.4.5")],
  enforcement: "mandatory",
  remediation: ["Use protocol HTTPS or TLS with a certificate, and a redirect to HTTPS on port 80."],
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-https-listener.html",
  types: listenerTypes,
  check(view, { fail, notApplicable }) {
    const protocol = view.at("protocol").text();
    if (protocol === "GENEVE") notApplicable("traffic for appliances");
    if (protocol === "HTTPS" || protocol === "TLS") return;
    if (protocol === undefined && view.at("certificateArn").isSet) return;
    if (
      protocol === "TCP" ||
      protocol === "UDP" ||
      protocol === "TCP_UDP" ||
      protocol === "QUIC" ||
      protocol === "TCP_QUIC"
    ) {
      notApplicable("passed through as it is; the target ends TLS");
    }
    const actions = view.at("defaultActions").list();
    const redirects =
      actions.length > 0 &&
      actions.every(
        (action) =>
          action.at("type").text() === "redirect" && action.at("redirect", "protocol").text() === "HTTPS",
      );
    if (!redirects)
      fail(`The protocol is ${protocol ?? "HTTP"} and not every default action redirects to HTTPS.`);
  },
});
