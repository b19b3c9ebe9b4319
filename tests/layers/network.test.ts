import assert from "node:assert/strict";
import { contracts } from "@aip/contracts";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import program from "../../stacks/network/index.ts";

/** Runs the layer for an environment, with some of its network and of its other keys changed. */
async function run(name: string, change: Properties = {}, rest: Readonly<Record<string, string>> = {}) {
  const { config } = readEnvironmentFile(name);
  const network = { ...JSON.parse(config["platform:network"] ?? "{}"), ...change };
  const result = await runProgram({
    project: "network",
    stack: name,
    config: { ...config, ...rest, "platform:network": JSON.stringify(network) },
    program,
    cloud: simulatedCloud({ region: rest["platform:region"] ?? "us-east-1" }),
    stacks: new Map(),
  });
  assert.deepEqual(contracts.network.problems(result.outputs), []);
  return result;
}

const ofType = ({ resources }: ProgramResult, type: string) =>
  resources
    .filter((resource) => resource.custom && resource.type.endsWith(`:${type}`))
    .map((resource) => ({ ...resource, inputs: reveal(resource.inputs) as Properties }));

/** What each environment has beside the VPC itself. */
const profiles: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  dev: {
    NatGateway: 1,
    Zone: 1,
    QueryLog: 0,
    ResolverFirewallRule: 0,
    ResolverQueryLogConfig: 1,
    FlowLog: 1,
  },
  staging: {
    NatGateway: 1,
    Zone: 2,
    QueryLog: 1,
    ResolverFirewallRule: 1,
    ResolverQueryLogConfig: 1,
    FlowLog: 1,
  },
  prod: {
    NatGateway: 3,
    Zone: 2,
    QueryLog: 1,
    ResolverFirewallRule: 1,
    ResolverQueryLogConfig: 1,
    FlowLog: 1,
  },
};
const interfaceEndpoints: Readonly<Record<string, string[]>> = {
  dev: [],
  staging: ["eks-auth", "kms", "secretsmanager", "sts"],
  prod: ["ecr.api", "ecr.dkr", "eks-auth", "kms", "logs", "secretsmanager", "sts"],
};

describe("the network layer", () => {
  for (const name of environmentNames()) {
    it(`of ${name} has what its profile says, and publishes the contract`, async () => {
      const result = await run(name);
      for (const [type, count] of Object.entries(profiles[name] ?? {})) {
        assert.equal(ofType(result, type).length, count, type);
      }
      const endpoints = ofType(result, "VpcEndpoint");
      const [gateways, interfaces] = ["Gateway", "Interface"].map((kind) =>
        endpoints
          .filter(({ inputs }) => inputs.vpcEndpointType === kind)
          .map(({ inputs }) => String(inputs.serviceName)),
      );
      assert.deepEqual(gateways?.sort(), ["com.amazonaws.us-east-1.dynamodb", "com.amazonaws.us-east-1.s3"]);
      assert.deepEqual(
        interfaces?.map((service) => service.replace("com.amazonaws.us-east-1.", "")).sort(),
        interfaceEndpoints[name],
      );
      const gateway = endpoints.find(({ name: logical }) => logical === "endpoints-s3");
      assert.equal(
        (gateway?.inputs.routeTableIds as unknown[] | undefined)?.length,
        5,
        "every table reaches S3",
      );
    });
  }

  it("lets only identities of its own account through an endpoint, to its own service", async () => {
    const result = await run("prod", { interfaceEndpoints: { profile: "private" } });
    const endpoints = ofType(result, "VpcEndpoint");
    assert.equal(endpoints.length, 18);
    for (const { name, inputs } of endpoints) {
      const [first] = JSON.parse(String(inputs.policy)).Statement;
      assert.deepEqual(first.Condition, { StringEquals: { "aws:PrincipalAccount": "123456789012" } }, name);
      assert.equal(first.Action.length, 1, name);
      assert.match(first.Action[0], /^[a-z0-9-]+:\*$/, name);
    }
    // Read with no identity of the account: without these no node starts, and no controller's image is pulled.
    const s3 = endpoints.find(({ inputs }) => String(inputs.serviceName).endsWith(".s3"));
    assert.deepEqual(JSON.parse(String(s3?.inputs.policy)).Statement[1].Resource, [
      "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      "arn:aws:s3:::prod-registry-k8s-io-us-east-1/*",
      "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*",
    ]);
    const [group] = ofType(result, "SecurityGroup");
    assert.equal(group?.inputs.egress, undefined);
    const open = ofType(result, "SecurityGroupIngressRule").map(({ inputs }) => [
      inputs.cidrIpv4,
      inputs.toPort,
    ]);
    assert.deepEqual(open.sort(), [
      ["10.30.0.0/16", 443],
      ["100.64.0.0/16", 443],
    ]);
  });

  it("works with no NAT at all, through endpoints", async () => {
    const result = await run("dev", { nat: "none", interfaceEndpoints: { profile: "private" } });
    assert.equal(ofType(result, "NatGateway").length, 0);
    assert.equal(ofType(result, "Eip").length, 0);
    assert.deepEqual(result.outputs.natAddresses, {});
  });

  it("logs to S3 as Parquet or to CloudWatch, encrypted either way, and for as long as the file says", async () => {
    const toS3 = await run("prod");
    const [flowLog] = ofType(toS3, "FlowLog");
    assert.deepEqual(flowLog?.inputs.destinationOptions, {
      fileFormat: "parquet",
      hiveCompatiblePartitions: true,
      perHourPartition: true,
    });
    const [encryption] = ofType(toS3, "BucketServerSideEncryptionConfiguration");
    assert.match(JSON.stringify(encryption?.inputs.rules), /arn:aws:kms:us-east-1:123456789012:key/);
    const [lifecycle] = ofType(toS3, "BucketLifecycleConfiguration");
    assert.match(JSON.stringify(lifecycle?.inputs.rules), /"expiration":\{"days":365\}/);

    const toCloudWatch = await run("dev", { logs: { destination: "cloudwatch", retentionDays: 30 } });
    assert.equal(toCloudWatch.outputs.logBucket, null);
    for (const { name, inputs } of ofType(toCloudWatch, "LogGroup")) {
      assert.equal(inputs.retentionInDays, 30, name);
      assert.match(String(inputs.kmsKeyId), /^arn:aws:kms:/, name);
    }
    assert.equal(ofType(toCloudWatch, "LogGroup").length, 2);
  });

  it("signs the public zone where asked for, and says what the parent domain must hold", async () => {
    const { outputs, ...result } = await run("prod", { dns: { dnssec: true } });
    assert.match(String(outputs.publicZoneDsRecord), /^\d+ 13 2 [0-9A-F]{64}$/);
    assert.equal((outputs.publicZoneNameServers as unknown[]).length, 4);
    assert.equal(ofType({ outputs, ...result }, "HostedZoneDnsSec").length, 1);
  });

  it("uses a public zone that exists already", async () => {
    const result = await run("prod", { dns: { publicZoneId: "Z0123456789ABC" } });
    assert.equal(result.outputs.publicZoneId, "Z0123456789ABC");
    assert.equal(ofType(result, "Zone").length, 1);
  });

  it("closes names but the allowed ones, where asked for", async () => {
    const firewall = { allowedOnly: true, allowedDomains: ["*.amazonaws.com"] };
    const result = await run("dev", { dns: { firewall } });
    const rules = ofType(result, "ResolverFirewallRule").sort(
      (one, other) => Number(one.inputs.priority) - Number(other.inputs.priority),
    );
    assert.deepEqual(
      rules.map(({ inputs }) => inputs.action),
      ["ALLOW", "BLOCK"],
    );
  });

  it("joins a Transit Gateway and peers, with a route from every zone", async () => {
    const result = await run("prod", {
      transitGateway: { id: "tgw-0123456789abcdef0", routedCidrs: ["172.16.0.0/12"] },
      peerings: {
        warehouse: { vpcId: "vpc-0123456789abcdef0", cidr: "10.99.0.0/16", accountId: "210987654321" },
      },
    });
    const routes = ofType(result, "Route").map(({ inputs }) => inputs);
    assert.equal(routes.filter(({ transitGatewayId }) => transitGatewayId !== undefined).length, 3);
    assert.equal(
      routes.filter(({ vpcPeeringConnectionId }) => vpcPeeringConnectionId !== undefined).length,
      3,
    );
    const [peering] = ofType(result, "VpcPeeringConnection");
    assert.equal(peering?.inputs.autoAccept, undefined, "another account accepts itself");
  });

  it("is ready in a second region, with that region's zones, key and endpoints", async () => {
    const recovery = { region: "us-west-2", vpcCidr: "10.31.0.0/16" };
    const result = await run("prod", { recovery });
    const second = result.resources.filter(({ provider }) => provider.includes("::aws-recovery::"));
    const zones = second.flatMap(({ inputs }) => (inputs.availabilityZone as string | undefined) ?? []);
    assert.equal(zones.length, 12);
    for (const zone of zones) assert.match(zone, /^us-west-2[abc]$/);
    assert.equal(second.filter(({ type }) => type.endsWith(":Key")).length, 1);
    const services = second.flatMap(({ inputs }) => (inputs.serviceName as string | undefined) ?? []);
    assert.deepEqual(services.sort(), ["com.amazonaws.us-west-2.dynamodb", "com.amazonaws.us-west-2.s3"]);
    assert.deepEqual(Object.keys(result.outputs.recoveryPrivateSubnetIds as object).sort(), [
      "us-west-2a",
      "us-west-2b",
      "us-west-2c",
    ]);
  });

  it("keeps public names and their key in us-east-1, wherever the rest is", async () => {
    const result = await run("staging", {}, { "platform:region": "eu-west-1" });
    assert.deepEqual(result.outputs.zones, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]);
    const [queryLog] = ofType(result, "QueryLog");
    assert.match(String(queryLog?.inputs.cloudwatchLogGroupArn), /^arn:aws:logs:us-east-1:/);
  });

  it("adopts a VPC that exists already, and changes nothing in it but tags", async () => {
    const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
    const subnets = (tier: number) =>
      Object.fromEntries(zones.map((zone, index) => [zone, `subnet-0123456789abcd${tier}${index}0`]));
    const existing = {
      vpcId: "vpc-0123456789abcdef0",
      publicSubnetIds: subnets(1),
      privateSubnetIds: subnets(2),
      databaseSubnetIds: subnets(3),
      endpointAddresses: ["10.30.200.9"],
    };
    const result = await run("prod", { existing, podCidrs: [] });
    assert.equal(result.outputs.vpcId, existing.vpcId);
    assert.deepEqual(result.outputs.privateSubnetIds, existing.privateSubnetIds);
    assert.deepEqual(result.outputs.podSubnetIds, {});
    assert.ok((result.outputs.interfaceEndpointAddresses as string[]).includes("10.30.200.9"));
    const endpoints = ofType(result, "VpcEndpoint").map(({ inputs }) => inputs.vpcEndpointType);
    assert.deepEqual(
      new Set(endpoints),
      new Set(["Interface"]),
      "no table was named for the gateway endpoints",
    );
    for (const type of ["Vpc", "Subnet", "Route", "RouteTable", "NatGateway"]) {
      assert.equal(ofType(result, type).length, 0, type);
    }
    assert.equal(
      ofType(result, "Tag").length,
      9,
      "three public ones for load balancers, three private ones twice",
    );
  });
});
