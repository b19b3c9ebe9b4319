import { servicesOn } from "@aip/services";
import { type Journey, type Step, step } from "../journey.ts";
import { outsideAddress } from "../network/addresses.ts";
import { balancerOf, gatewayOf } from "../network/front-door.ts";
import { reachService } from "../network/reach.ts";
import { all, broken, held, type Outcome, refused } from "../outcome.ts";
import type { World } from "../world/world.ts";

const outside = { title: "An address outside", blocks: [`${outsideAddress}/32`] };

/** That the load balancer of the gateway answers nobody outside, or has a web ACL before it. */
function frontDoor(world: World): Outcome {
  const gateway = gatewayOf(world);
  const balancer = gateway && balancerOf(world, gateway);
  if (!balancer) return broken("The gateway names no LoadBalancerConfiguration", gateway?.urn);
  if (balancer.at("spec", "scheme").text() !== "internet-facing") {
    return held("Refused: the load balancer has private addresses alone", balancer.urn);
  }
  return balancer.at("spec", "wafV2", "webACL").isSet
    ? held(
        "The load balancer is open to the internet by the environment file, behind a web ACL",
        balancer.urn,
      )
    : broken("The load balancer is open to the internet, and no web ACL is before it", balancer.urn);
}

/** That no store has an address or a policy for everyone. */
const stores = ({ stack }: World): Outcome =>
  all([
    ...stack
      .ofType("aws:rds/instance:Instance")
      .map(
        (view) => () =>
          view.at("publiclyAccessible").flag() === true
            ? broken(`${view.name} has a public address`, view.urn)
            : held(`${view.name} has none`, view.urn),
      ),
    ...stack.ofType("aws:s3/bucket:Bucket").map((view) => () => {
      const block = stack.referring(
        view,
        "bucket",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
      )[0];
      const keys = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];
      return block && keys.every((key) => block.at(key).flag() === true)
        ? held(`${view.name} refuses what is public`, block.urn)
        : broken(`${view.name} may be made public`, view.urn);
    }),
  ]);

/** That the API of the cluster answers nobody outside but those that the environment file names. */
function clusterApi({ stack }: World): Outcome {
  const [cluster] = stack.ofType("aws:eks/cluster:Cluster");
  const access = cluster?.at("vpcConfig");
  if (access?.at("endpointPublicAccess").flag() !== true)
    return held("Refused: the API has private addresses alone", cluster?.urn);
  const ranges = access.at("publicAccessCidrs").texts();
  return ranges.length === 0 || ranges.includes("0.0.0.0/0")
    ? broken("The API of the cluster answers the whole internet", "platform:cluster.endpoint")
    : held(`Refused: the API answers ${ranges.join(", ")} alone`, cluster?.urn);
}

/** Whoever is not in the VPC stays outside. */
export const outsider: Journey = {
  name: "outsider",
  title: "Nobody outside gets at services, data or the cluster but by the front door",
  user: "an outsider",
  counter: true,
  steps: ({ environment }): Step[] => [
    ...(environment.access === "gateway" ? [step("Reaches the front door", frontDoor)] : []),
    ...servicesOn(environment).flatMap(({ title, namespace, serves }) =>
      namespace !== undefined && serves
        ? [step(`Calls ${title}`, (world) => refused(reachService(world, outside, { namespace, ...serves })))]
        : [],
    ),
    step("Reads a database or a bucket", stores),
    step("Calls the API of the cluster", clusterApi),
  ],
};
