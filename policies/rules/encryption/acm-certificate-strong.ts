import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const acmCertificateStrong = resourceRule({
  name: "acm-certificate-strong",
  family: "encryption",
  title: "Certificates have strong keys and are logged for transparency",
  reasoning:
    "A key of 1024 bits can be broken, and a certificate that is in no log is one nobody misses when it is forged.",
  severity: "medium",
  frameworks: [...fsbp("ACM.2")],
  enforcement: "mandatory",
  remediation: ["Use RSA_2048 or an elliptic curve, and leave transparency logging enabled."],
  url: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
  types: ["aws:acm/certificate:Certificate"],
  check(view, { fail }) {
    if (view.at("keyAlgorithm").text() === "RSA_1024") fail("keyAlgorithm is RSA_1024.");
    const logging = view.at("options", "certificateTransparencyLoggingPreference").text();
    if (logging === "DISABLED") fail("Transparency logging is disabled.");
  },
});
