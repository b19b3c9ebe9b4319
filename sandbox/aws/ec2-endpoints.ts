import { formatAddress, parseBlock } from "@aip/common/ipv4.ts";
import { urnName } from "@aip/common/urn.ts";
import { interfaceEndpoints } from "@aip/facts/interface-endpoints.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkSameVpc, ec2Arn, ec2Id } from "./ec2-ids.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const gatewayServices = ["s3", "dynamodb"];
const interfaceServices = [
  ...Object.values(interfaceEndpoints).map(({ service }) => service as string),
  "s3",
];
const idsOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Endpoints of AWS's own services; a service of somebody else has a name that only AWS can check. */
function checkService(planned: PlannedResource, kind: unknown, report: Report): void {
  const { serviceName } = planned.inputs;
  if (typeof serviceName !== "string" || serviceName.includes(".vpce.")) return;
  const services = kind === "Interface" ? interfaceServices : gatewayServices;
  const own = `com.amazonaws.${planned.region}.`;
  if (!serviceName.startsWith(own) || !services.includes(serviceName.slice(own.length))) {
    report("serviceName", serviceName, `${own} and one of ${services.join(", ")}, for type ${kind}`);
  }
}

function checkEndpoint(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const kind = inputs.vpcEndpointType ?? "Gateway";
  if (kind !== "Gateway" && kind !== "Interface" && kind !== "GatewayLoadBalancer") {
    report("vpcEndpointType", kind, "Gateway, Interface or GatewayLoadBalancer");
    return;
  }
  checkService(planned, kind, report);
  checkPolicyDocument("policy", inputs.policy, "resource", report);
  const foreign =
    kind === "Gateway" ? ["subnetIds", "securityGroupIds", "privateDnsEnabled"] : ["routeTableIds"];
  for (const property of foreign) {
    if (property in inputs) report(property, inputs[property], `nothing, for type ${kind}`);
  }
  for (const property of ["subnetIds", "securityGroupIds", "routeTableIds"] as const) {
    for (const [index, id] of idsOf(inputs[property]).entries()) {
      checkSameVpc(`${property}[${index}]`, id, inputs.vpcId, cloud, report);
    }
  }
  if (kind === "Interface") checkSubnets(planned, cloud, report);
  for (const other of cloud.all(endpointType)) {
    if (other.urn === planned.urn || other.inputs.vpcId !== inputs.vpcId) continue;
    if (inputs.serviceName === undefined || other.inputs.serviceName !== inputs.serviceName) continue;
    const shared = idsOf(inputs.routeTableIds).find((id) => idsOf(other.inputs.routeTableIds).includes(id));
    if (kind === "Gateway" && shared !== undefined) {
      report(
        "routeTableIds",
        shared,
        `a table without a route to the service; ${urnName(other.urn)} made one`,
      );
    }
    if (inputs.privateDnsEnabled === true && other.inputs.privateDnsEnabled === true) {
      report(
        "privateDnsEnabled",
        true,
        `false, because ${urnName(other.urn)} has the service's private name`,
      );
    }
  }
}

/** One subnet a zone, and a VPC that answers for private names. */
function checkSubnets({ inputs }: PlannedResource, cloud: CloudView, report: Report): void {
  const subnets = idsOf(inputs.subnetIds);
  if ("subnetIds" in inputs && subnets.length === 0) report("subnetIds", [], "at least one subnet");
  const zones = new Map<unknown, unknown>();
  for (const [index, id] of subnets.entries()) {
    const zone = typeof id === "string" ? cloud.find(id)?.outputs.availabilityZone : undefined;
    if (zone !== undefined && zones.has(zone)) {
      report(`subnetIds[${index}]`, id, `one subnet a zone; ${zones.get(zone)} is in ${zone} too`);
    }
    zones.set(zone, id);
  }
  const vpc = typeof inputs.vpcId === "string" ? cloud.find(inputs.vpcId) : undefined;
  if (inputs.privateDnsEnabled === true && vpc && vpc.inputs.enableDnsHostnames !== true) {
    report("privateDnsEnabled", true, `a VPC with enableDnsHostnames; ${vpc.id} has it off`);
  }
}

interface SubnetConfiguration {
  readonly subnetId: unknown;
  readonly ipv4: string;
}

const configurationsOf = (value: unknown): SubnetConfiguration[] => (Array.isArray(value) ? value : []);

/** An interface endpoint takes an address in each of its subnets, which it keeps; AWS reserves the first four. */
function subnetConfigurations(planned: PlannedResource, cloud: CloudView): SubnetConfiguration[] {
  const others = cloud.all(endpointType).filter(({ urn }) => urn !== planned.urn);
  const before = cloud.all(endpointType).find(({ urn }) => urn === planned.urn);
  return idsOf(planned.inputs.subnetIds).flatMap((subnetId) => {
    const kept = configurationsOf(before?.outputs.subnetConfigurations).find(
      (one) => one.subnetId === subnetId,
    );
    if (kept) return [kept];
    const subnet = typeof subnetId === "string" ? cloud.find(subnetId) : undefined;
    const block = parseBlock(subnet?.inputs.cidrBlock);
    if (!block) return [];
    const taken = new Set(
      others.flatMap(({ outputs }) => configurationsOf(outputs.subnetConfigurations).map(({ ipv4 }) => ipv4)),
    );
    let address = block.first + 4;
    while (taken.has(formatAddress(address))) address += 1;
    return [{ subnetId, ipv4: formatAddress(address) }];
  });
}

const flowLogFieldForm = /^\$\{[a-z0-9-]+\}$/;

function checkFlowLog({ inputs }: PlannedResource, _: CloudView, report: Report): void {
  const subjects = ["vpcId", "subnetId", "eniId", "transitGatewayId", "transitGatewayAttachmentId"];
  const given = subjects.filter((subject) => subject in inputs);
  if (given.length !== 1) report("(subject)", given, `exactly one of ${subjects.join(", ")}`);
  const { logDestination, maxAggregationInterval, logFormat } = inputs;
  const kind = inputs.logDestinationType ?? "cloud-watch-logs";
  const services: Readonly<Record<string, string>> = {
    "cloud-watch-logs": "arn:aws:logs:",
    s3: "arn:aws:s3:::",
    "kinesis-data-firehose": "arn:aws:firehose:",
  };
  const start = services[String(kind)];
  if (start === undefined) {
    report("logDestinationType", kind, Object.keys(services).join(", "));
  } else if (typeof logDestination === "string" && !logDestination.startsWith(start)) {
    report("logDestination", logDestination, `an ARN that begins with ${start}, for ${kind}`);
  }
  if (kind === "cloud-watch-logs" && !("iamRoleArn" in inputs)) {
    report("iamRoleArn", undefined, "the ARN of a role that may write to the log group");
  }
  if (kind === "s3" && inputs.iamRoleArn !== undefined) {
    report("iamRoleArn", inputs.iamRoleArn, "nothing, for S3: the bucket's policy decides");
  }
  const options = inputs.destinationOptions as { fileFormat?: unknown } | undefined;
  if (options && kind !== "s3") report("destinationOptions", options, "nothing but for S3");
  if (options?.fileFormat !== undefined && !["parquet", "plain-text"].includes(String(options.fileFormat))) {
    report("destinationOptions.fileFormat", options.fileFormat, "parquet or plain-text");
  }
  const { trafficType } = inputs;
  if (trafficType !== undefined && !["ALL", "ACCEPT", "REJECT"].includes(String(trafficType))) {
    report("trafficType", trafficType, "ALL, ACCEPT or REJECT");
  }
  if (
    maxAggregationInterval !== undefined &&
    maxAggregationInterval !== 60 &&
    maxAggregationInterval !== 600
  ) {
    report("maxAggregationInterval", maxAggregationInterval, "60 or 600 seconds");
  }
  const wrong =
    typeof logFormat === "string" && logFormat.split(" ").find((field) => !flowLogFieldForm.test(field));
  if (wrong) report("logFormat", wrong, "fields of the form $" + "{srcaddr}, separated by a space");
}

/** Private ways to services, and the log of what flows. */
export const ec2Endpoints: Models = {
  [endpointType]: {
    id: ec2Id("vpce"),
    arn: ec2Arn("vpc-endpoint"),
    required: ["vpcId", "serviceName"],
    replaceOn: ["vpcId", "serviceName", "vpcEndpointType"],
    check: checkEndpoint,
    outputs: (planned, cloud) => ({
      state: "available",
      ownerId: planned.account,
      requesterManaged: false,
      prefixListId: `pl-${planned.hex(8)}`,
      networkInterfaceIds: idsOf(planned.inputs.subnetIds).map(
        (_, index) => `eni-${index}${planned.hex(16)}`,
      ),
      subnetConfigurations: subnetConfigurations(planned, cloud),
      dnsEntries:
        planned.inputs.vpcEndpointType === "Interface"
          ? [
              {
                dnsName: `${planned.id}.${String(planned.inputs.serviceName).split(".").reverse().join(".")}`,
                hostedZoneId: `Z${planned.hex(13).toUpperCase()}`,
              },
            ]
          : [],
    }),
  },
  "aws:ec2/flowLog:FlowLog": {
    id: ec2Id("fl"),
    arn: ec2Arn("vpc-flow-log"),
    // Everything but tags.
    replaceOn: [
      "vpcId",
      "trafficType",
      "logDestination",
      "logDestinationType",
      "logFormat",
      "destinationOptions",
    ],
    check: checkFlowLog,
  },
};
