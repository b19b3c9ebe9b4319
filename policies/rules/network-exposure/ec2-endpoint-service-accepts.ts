import { resourceRule } from "../../rule.ts";

export const ec2EndpointServiceAccepts = resourceRule({
  name: "ec2-endpoint-service-accepts",
  family: "network-exposure",
  title: "Endpoint services accept each connection by hand and name who may ask",
  reasoning:
    "A service offered to every account, accepted without a look, is a hole from other networks into this one.",
  severity: "medium",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Set acceptanceRequired to true and list allowedPrincipals by ARN."],
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/configure-endpoint-service.html",
  types: ["aws:ec2/vpcEndpointService:VpcEndpointService"],
  check(view, { fail }) {
    if (view.at("acceptanceRequired").flag() !== true) fail("acceptanceRequired is not true.");
    if (view.at("allowedPrincipals").texts().includes("*")) fail("allowedPrincipals lets in every account.");
  },
});
