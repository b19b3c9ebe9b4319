import { cisAws, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const ec2Imdsv2Required = resourceRule({
  name: "ec2-imdsv2-required",
  family: "identity",
  title: "The instance metadata service asks for a token and answers only nearby",
  reasoning:
    "A page that can be made to fetch an address, or a pod two hops away, otherwise gets the node's credentials.",
  severity: "high",
  frameworks: [...fsbp("EC2.8", "EC2.170"), ...cisAws("5.7"), ...pci("8.2.8")],
  enforcement: "mandatory",
  remediation: ["Set metadataOptions.httpTokens to required and httpPutResponseHopLimit to 1."],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  types: [
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/instance:Instance",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
  ],
  settings: {
    maximumHops: {
      type: "integer",
      default: 2,
      minimum: 1,
      maximum: 64,
      description:
        "Largest hop limit that is accepted; 2 lets containers reach the service, 1 only the node itself.",
    },
  },
  check(view, { fail, config }) {
    const options = view.at("metadataOptions");
    if (options.at("httpEndpoint").text() === "disabled") return;
    if (options.at("httpTokens").text() !== "required") fail("metadataOptions.httpTokens is not required.");
    const hops = options.at("httpPutResponseHopLimit").number();
    if (hops !== undefined && hops > config.maximumHops) {
      fail(`httpPutResponseHopLimit is ${hops}, more than ${config.maximumHops}.`);
    }
  },
  remediate(view) {
    const options = view.at("metadataOptions");
    if (options.isUnknown || !options.at("httpTokens").isAbsent) return undefined;
    const given = options.isAbsent ? { httpEndpoint: "enabled" } : (options.raw() as Record<string, unknown>);
    return { ...view.resource.inputs, metadataOptions: { ...given, httpTokens: "required" } };
  },
});
