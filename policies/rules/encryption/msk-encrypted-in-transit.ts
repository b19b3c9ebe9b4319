import { fsbp, pci, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const mskEncryptedInTransit = resourceRule({
  name: "msk-encrypted-in-transit",
  family: "encryption",
  title: "Kafka brokers speak TLS with clients and with each other",
  reasoning:
    "A topic carries the same records as the stores at its ends; it deserves the same protection on the way.",
  severity: "high",
  frameworks: [...fsbp("MSK.1"), ...pci("4.2.1", "4.2.1.1"), ...soc2("CC6.7")],
  enforcement: "mandatory",
  remediation: ["Set encryptionInTransit to clientBroker TLS and inCluster true, or leave both out."],
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
  types: ["aws:msk/cluster:Cluster"],
  check(view, { fail }) {
    const transit = view.at("encryptionInfo", "encryptionInTransit");
    const broker = transit.at("clientBroker").text() ?? "TLS";
    if (broker !== "TLS") fail(`encryptionInTransit.clientBroker is ${broker}.`);
    if (transit.at("inCluster").flag() === false) fail("encryptionInTransit.inCluster is false.");
  },
});
