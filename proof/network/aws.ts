import { all, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";
import { outsideAddress } from "./addresses.ts";
import type { Caller } from "./ends.ts";
import { reachAddress } from "./reach.ts";

/** The interface endpoint of a service of AWS, whose private name answers in the VPC. */
const interfaceEndpoint = (world: World, service: string) =>
  world.stack
    .ofType("aws:ec2/vpcEndpoint:VpcEndpoint")
    .find(
      (endpoint) =>
        endpoint.at("serviceName").text()?.endsWith(`.${service}`) === true &&
        endpoint.at("privateDnsEnabled").flag() === true,
    );

/**
 * Whether a pod reaches the API of a service of AWS: through its interface endpoint where the VPC has one, else at a public
 * address, which the gateway endpoints of S3 and DynamoDB route privately.
 *
 * @param service As endpoints name it, such as `s3`, `secretsmanager` or `ecr.api`.
 */
export function reachAws(world: World, from: Caller, service: string): Outcome {
  const endpoint = interfaceEndpoint(world, service);
  if (!endpoint) return reachAddress(world, from, outsideAddress, 443, `the public API of ${service}`);
  return all([
    ...world.endpointAddresses.map(
      (address) => () => reachAddress(world, from, address, 443, `the endpoint of ${service}`),
    ),
    () => held(`${from.title} reaches ${service} through its endpoint in the VPC`, endpoint.urn),
  ]);
}

/** Where pods fetch the credentials of their Pod Identity; as components/kubernetes/traffic.ts says. */
const podIdentityAddress = "169.254.170.23/32";

/** Whether a pod gets the credentials of its Pod Identity from the agent of its node. */
export const reachCredentials = (world: World, from: Caller): Outcome =>
  reachAddress(world, from, podIdentityAddress, 80, "the Pod Identity agent of its node");
