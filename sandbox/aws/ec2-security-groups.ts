import { parseBlock } from "@aip/common/ipv4.ts";
import { urnName } from "@aip/common/urn.ts";
import type { Models, PlannedResource, Report, ResourceModel } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";
import { ec2Arn, ec2Id } from "./ec2-ids.ts";

const descriptionPattern = /^[\w .:/()#,@[\]+=&;{}!$*-]{0,255}$/;

function checkDescription(property: string, description: unknown, report: Report): void {
  if (typeof description === "string" && !descriptionPattern.test(description)) {
    report(property, description, "at most 255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*");
  }
}

/** Ports of one rule: TCP and UDP have 0 to 65535 in order, every protocol at once (-1) has none. */
function checkPorts(path: string, rule: Properties, protocol: unknown, report: Report): void {
  const { fromPort, toPort } = rule;
  const at = (property: string) => `${path}${property}`;
  if (protocol === "-1" || protocol === "all") {
    for (const property of ["fromPort", "toPort"] as const) {
      if (rule[property] !== undefined && rule[property] !== 0 && rule[property] !== -1) {
        report(at(property), rule[property], "no port where the protocol is every protocol");
      }
    }
    return;
  }
  if (protocol !== "tcp" && protocol !== "udp") return;
  for (const property of ["fromPort", "toPort"] as const) {
    const port = rule[property];
    if (!(property in rule)) report(at(property), undefined, "a port from 0 to 65535");
    else if (typeof port === "number" && (!Number.isInteger(port) || port < 0 || port > 65_535)) {
      report(at(property), port, "a port from 0 to 65535");
    }
  }
  if (typeof fromPort === "number" && typeof toPort === "number" && fromPort > toPort) {
    report(at("toPort"), toPort, `${fromPort} or above, where the range begins`);
  }
}

const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"] as const;

function checkRule(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const given = sources.filter((source) => source in inputs);
  if (given.length !== 1) report("(source)", given, `exactly one of ${sources.join(", ")}`);
  if (inputs.cidrIpv4 !== undefined && !parseBlock(inputs.cidrIpv4)) {
    report("cidrIpv4", inputs.cidrIpv4, "an IPv4 CIDR block with no host bits set");
  }
  checkDescription("description", inputs.description, report);
  checkPorts("", inputs, inputs.ipProtocol, report);
  const [source] = given;
  const same = cloud
    .all(planned.type)
    .find(
      (other) =>
        other.urn !== planned.urn &&
        source !== undefined &&
        inputs[source] !== undefined &&
        ["securityGroupId", "ipProtocol", "fromPort", "toPort", source].every(
          (key) => other.inputs[key] === inputs[key],
        ),
    );
  if (same)
    report(
      "(rule)",
      urnName(planned.urn),
      `a rule that the group does not have; ${urnName(same.urn)} is the same`,
    );
}

const rule: ResourceModel = {
  id: ec2Id("sgr"),
  arn: ec2Arn("security-group-rule"),
  required: ["securityGroupId", "ipProtocol"],
  replaceOn: ["securityGroupId"],
  check: checkRule,
  outputs: (planned) => ({ securityGroupRuleId: planned.id }),
};

/** Rules inside a group, or inside a rule resource of the older kind. */
function checkInline(path: string, value: unknown, report: Report): void {
  if (!Array.isArray(value)) return;
  for (const [index, item] of (value as Properties[]).entries()) {
    const at = `${path}[${index}].`;
    checkPorts(at, item, item.protocol, report);
    checkDescription(`${at}description`, item.description, report);
    for (const [place, cidr] of ((item.cidrBlocks as unknown[] | undefined) ?? []).entries()) {
      if (cidr !== undefined && !parseBlock(cidr)) {
        report(`${at}cidrBlocks[${place}]`, cidr, "an IPv4 CIDR block with no host bits set");
      }
    }
  }
}

function checkNetworkAcl({ inputs }: PlannedResource, _: CloudView, report: Report): void {
  for (const direction of ["ingress", "egress"] as const) {
    const rules = (inputs[direction] as Properties[] | undefined) ?? [];
    const numbers = new Set<unknown>();
    for (const [index, { ruleNo, action, cidrBlock, ipv6CidrBlock }] of rules.entries()) {
      const path = `${direction}[${index}]`;
      if (typeof ruleNo === "number" && (ruleNo < 1 || ruleNo > 32_766)) {
        report(`${path}.ruleNo`, ruleNo, "1 to 32766");
      }
      if (numbers.has(ruleNo)) report(`${path}.ruleNo`, ruleNo, "a number that no other rule has");
      numbers.add(ruleNo);
      if (action !== undefined && action !== "allow" && action !== "deny") {
        report(`${path}.action`, action, "allow or deny");
      }
      if (cidrBlock !== undefined && !parseBlock(cidrBlock)) {
        report(`${path}.cidrBlock`, cidrBlock, "an IPv4 CIDR block with no host bits set");
      }
      if (cidrBlock === undefined && ipv6CidrBlock === undefined) {
        report(path, "neither cidrBlock nor ipv6CidrBlock", "one of the two");
      }
    }
    if (rules.length > 20) report(direction, rules.length, "at most 20 rules");
  }
}

/** Security groups, their rules, and the defaults of a VPC that guard it. */
export const ec2SecurityGroups: Models = {
  "aws:ec2/securityGroup:SecurityGroup": {
    id: ec2Id("sg"),
    arn: ec2Arn("security-group"),
    name: {
      property: "name",
      maxLength: 255,
      pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
      allowed: "letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, not starting with sg-",
    },
    replaceOn: ["vpcId", "description"],
    heldBy: [
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
      "aws:ec2/vpcEndpoint:VpcEndpoint",
    ],
    check: ({ inputs }, _, report) => {
      checkDescription("description", inputs.description, report);
      checkInline("ingress", inputs.ingress, report);
      checkInline("egress", inputs.egress, report);
    },
    outputs: (planned) => ({ ownerId: planned.account }),
  },
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
  "aws:ec2/securityGroupRule:SecurityGroupRule": {
    id: ec2Id("sgrule"),
    required: ["securityGroupId", "type", "protocol", "fromPort", "toPort"],
    replaceOn: ["securityGroupId", "type", "protocol", "fromPort", "toPort", "cidrBlocks"],
    check: ({ inputs }, _, report) => {
      const { type } = inputs;
      if (type !== undefined && type !== "ingress" && type !== "egress")
        report("type", type, "ingress or egress");
      checkInline("(rule)", [inputs], report);
    },
    outputs: (planned) => ({ securityGroupRuleId: `sgr-${planned.hex(17)}` }),
  },
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": {
    id: ec2Id("sg"),
    arn: ec2Arn("security-group"),
    replaceOn: ["vpcId"],
    check: ({ inputs }, _, report) => {
      checkInline("ingress", inputs.ingress, report);
      checkInline("egress", inputs.egress, report);
    },
    outputs: (planned) => ({ name: "default", ownerId: planned.account }),
  },
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": {
    id: (planned) => String(planned.inputs.defaultNetworkAclId),
    required: ["defaultNetworkAclId"],
    replaceOn: ["defaultNetworkAclId"],
    check: checkNetworkAcl,
    outputs: (planned, cloud) => ({
      vpcId:
        cloud.all("aws:ec2/vpc:Vpc").find((vpc) => vpc.outputs.defaultNetworkAclId === planned.id)?.id ?? "",
    }),
  },
};
