import { Problems } from "@aip/common/problems.ts";
import { type InterfaceEndpointName, interfaceEndpoints } from "@aip/facts/interface-endpoints.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { endpointPolicy, gatewayPolicy } from "./endpoint-policies.ts";

export interface VpcEndpointsArgs {
  /** AWS region of the VPC. */
  readonly region: string;
  /** VPC that gets the endpoints. */
  readonly vpcId: pulumi.Input<string>;
  /** IPv4 ranges that may use the interface endpoints: all of the VPC. */
  readonly vpcCidrs: readonly string[];
  /**
   * Route tables whose subnets reach S3 and DynamoDB through gateway endpoints, which cost nothing. An empty list
   * leaves them out.
   */
  readonly routeTableIds: readonly pulumi.Input<string>[];
  /** One subnet a zone, by zone name; each zone of each interface endpoint is paid for. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Services with an interface endpoint, by their keys in `facts/interface-endpoints.ts`, each once. Default: none.
   */
  readonly interfaceEndpoints?: readonly InterfaceEndpointName[];
}

/** @throws InvalidInput for a service that is unknown or named twice, and for interface endpoints without a subnet. */
export function resolveEndpoints(name: string, args: VpcEndpointsArgs): readonly InterfaceEndpointName[] {
  const problems = new Problems(`VpcEndpoints ${name}`);
  const services = args.interfaceEndpoints ?? [];
  for (const [index, service] of services.entries()) {
    const path = `interfaceEndpoints[${index}]`;
    if (!Object.hasOwn(interfaceEndpoints, service)) {
      problems.add(path, service, `one of ${Object.keys(interfaceEndpoints).join(", ")}`);
    }
    if (services.indexOf(service) < index) problems.add(path, service, "each service once");
  }
  if (services.length > 0 && Object.keys(args.subnetIds).length === 0) {
    problems.add("subnetIds", args.subnetIds, "at least one subnet where there are interface endpoints");
  }
  problems.throwIfAny();
  return services;
}

/**
 * Ways from the VPC to AWS that do not pass the internet, each with a policy that refuses identities of other
 * accounts: credentials stolen elsewhere do not work through them. S3 and DynamoDB always, which is free and takes
 * image layers and training data off the NAT gateway; others as asked for.
 *
 * Price: an interface endpoint 7.30 USD a month in each zone, and 0.01 USD for each GB
 * (https://aws.amazon.com/privatelink/pricing/, us-east-1). `facts/interface-endpoints.ts`
 * says what each is for.
 *
 * @throws InvalidInput for a service that is unknown or named twice, and for interface endpoints without a subnet.
 *
 * @example
 * import { Network, VpcEndpoints } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * new VpcEndpoints("endpoints", {
 *   region: "us-east-1",
 *   vpcId: network.vpcId,
 *   vpcCidrs: network.vpcCidrs,
 *   routeTableIds: network.routeTableIds,
 *   subnetIds: network.privateSubnetIds,
 *   interfaceEndpoints: ["sts", "kms"],
 * });
 */
export class VpcEndpoints extends pulumi.ComponentResource {
  /** For bucket policies that demand `aws:SourceVpce`; null where no route table was given. */
  readonly s3EndpointId: pulumi.Output<string | null>;
  readonly dynamodbEndpointId: pulumi.Output<string | null>;
  /** Ids of the interface endpoints by service. */
  readonly interfaceEndpointIds: Readonly<Record<string, pulumi.Output<string>>>;
  /** IPv4 addresses of the interface endpoints, one in each zone for each, which stay as long as the endpoints. */
  readonly interfaceEndpointAddresses: pulumi.Output<string[]>;
  /** Null where there is no interface endpoint. */
  readonly securityGroupId: pulumi.Output<string | null>;

  constructor(name: string, args: VpcEndpointsArgs, options?: pulumi.ComponentResourceOptions) {
    const services = resolveEndpoints(name, args);
    super("aip:network:VpcEndpoints", name, {}, options);
    const parent = { parent: this };
    const { vpcId, region } = args;
    const account = aws.getCallerIdentityOutput({}, parent).accountId;

    const gateway = (service: "s3" | "dynamodb"): aws.ec2.VpcEndpoint =>
      new aws.ec2.VpcEndpoint(
        `${name}-${service}`,
        {
          vpcId,
          vpcEndpointType: "Gateway",
          serviceName: `com.amazonaws.${region}.${service}`,
          routeTableIds: [...args.routeTableIds],
          policy: gatewayPolicy(service, account, region),
          tags: { Name: `${name}-${service}` },
        },
        parent,
      );
    const routed = args.routeTableIds.length > 0;
    this.s3EndpointId = routed ? gateway("s3").id : pulumi.output(null);
    this.dynamodbEndpointId = routed ? gateway("dynamodb").id : pulumi.output(null);

    const group = services.length > 0 ? this.#securityGroup(name, args) : undefined;
    const endpoints = services.map((key) => {
      const { service } = interfaceEndpoints[key];
      const endpoint = new aws.ec2.VpcEndpoint(
        `${name}-${key}`,
        {
          vpcId,
          vpcEndpointType: "Interface",
          serviceName: `com.amazonaws.${region}.${service}`,
          subnetIds: Object.values(args.subnetIds),
          securityGroupIds: group ? [group.id] : [],
          privateDnsEnabled: true,
          policy: endpointPolicy(service, account),
          tags: { Name: `${name}-${key}` },
        },
        parent,
      );
      return [key, endpoint] as const;
    });
    this.interfaceEndpointIds = Object.fromEntries(endpoints.map(([key, { id }]) => [key, id]));
    this.interfaceEndpointAddresses = pulumi
      .all(endpoints.map(([, { subnetConfigurations }]) => subnetConfigurations))
      .apply((all) =>
        all
          .flat()
          .flatMap(({ ipv4 }) => ipv4 ?? [])
          .sort(),
      );
    this.securityGroupId = group ? group.id : pulumi.output(null);
    this.registerOutputs({
      s3EndpointId: this.s3EndpointId,
      dynamodbEndpointId: this.dynamodbEndpointId,
      interfaceEndpointIds: this.interfaceEndpointIds,
      interfaceEndpointAddresses: this.interfaceEndpointAddresses,
      securityGroupId: this.securityGroupId,
    });
  }

  /** HTTPS from the VPC, and nothing out: an endpoint only answers. */
  #securityGroup(name: string, args: VpcEndpointsArgs): aws.ec2.SecurityGroup {
    const group = new aws.ec2.SecurityGroup(
      `${name}-access`,
      {
        vpcId: args.vpcId,
        description: "HTTPS from the VPC to interface endpoints",
        tags: { Name: `${name}-access` },
      },
      { parent: this },
    );
    for (const cidrIpv4 of args.vpcCidrs) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-https-${cidrIpv4.replaceAll(/[./]/g, "-")}`,
        {
          securityGroupId: group.id,
          description: `HTTPS from ${cidrIpv4}`,
          ipProtocol: "tcp",
          fromPort: 443,
          toPort: 443,
          cidrIpv4,
        },
        { parent: this },
      );
    }
    return group;
  }
}
