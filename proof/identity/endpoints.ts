import type { NamedPolicy } from "@aip/common/iam/statement.ts";
import { unknownValue } from "@aip/common/protocol.ts";
import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { World } from "../world/world.ts";
import { planned } from "./documents.ts";

/** Endpoints that are not named as the actions they are for. */
const endpointNames: Readonly<Record<string, string>> = {
  ecr: "ecr.api",
  cloudwatch: "monitoring",
};

/** The policy of an endpoint without one, and what a VPC without an endpoint does: everything passes. */
const open = Value.of({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }],
});

/** How a request of a pod comes to AWS. */
export interface Way {
  /** Of the endpoint of the VPC that it goes through. Default: it goes through none. */
  readonly endpoint?: NamedPolicy;
  /** Keys of the request that follow from it. */
  readonly context: Readonly<Record<string, unknown>>;
}

/** Gateways route what goes to their service; interfaces answer for its name where they have a private one. */
const answers = (endpoint: ResourceView): boolean =>
  endpoint.at("vpcEndpointType").text() !== "Interface" || endpoint.at("privateDnsEnabled").flag() === true;

/** The way of a request from within the VPC, by its action. */
export function wayOf({ stack }: World, action: string): Way {
  const service = action.slice(0, action.indexOf(":"));
  const name = endpointNames[service] ?? service;
  const endpoint = stack
    .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
    .find((view) => view.at("serviceName").text()?.endsWith(`.${name}`) === true && answers(view));
  if (!endpoint) return { context: { "aws:SourceIp": unknownValue } };
  const policy = endpoint.at("policy");
  return {
    endpoint: planned(endpoint.name, policy.isAbsent ? open : policy, endpoint),
    context: {
      "aws:SourceVpc": endpoint.at("vpcId").raw(),
      "aws:SourceVpce": endpoint.resource.id ?? unknownValue,
      "aws:VpcSourceIp": unknownValue,
    },
  };
}
