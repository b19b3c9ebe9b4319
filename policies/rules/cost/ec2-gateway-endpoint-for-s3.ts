import { stackRule } from "../../rule.ts";

const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";

export const ec2GatewayEndpointForS3 = stackRule({
  name: "ec2-gateway-endpoint-for-s3",
  family: "cost",
  title: "A VPC with a NAT gateway reaches S3 through a gateway endpoint",
  reasoning:
    "Models, data and image layers come from S3. Through a NAT gateway each GB is billed; through a gateway endpoint none is.",
  severity: "medium",
  frameworks: [],
  enforcement: "advisory",
  remediation: [
    "Add a VPC endpoint of type Gateway for com.amazonaws.<region>.s3 to the private route tables.",
  ],
  url: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  types: ["aws:ec2/natGateway:NatGateway"],
  check(stack, { defer, fail }) {
    const endpoints = stack.ofType(endpoint);
    const known = endpoints.filter((view) => !view.at("serviceName").isUnknown);
    const found = known.some(
      (view) =>
        view.at("serviceName").text()?.endsWith(".s3") &&
        (view.at("vpcEndpointType").text() ?? "Gateway") === "Gateway",
    );
    if (found) return;
    if (known.length < endpoints.length) defer("serviceName");
    else fail("There is a NAT gateway and no gateway endpoint for S3.");
  },
});
