import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import { Refused } from "../core/errors.ts";
import type { Properties } from "../core/properties.ts";

/** A VPC, a private and a public zone, and a firewall, to which each case adds one thing that is wrong. */
function names() {
  const cloud = simulatedCloud({ region: "us-east-1" });
  const make = (token: string, name: string, inputs: Properties) =>
    cloud.create(`urn:pulumi:test::network::${token}::${name}`, token, inputs);
  const vpcId = make("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }).id;
  const publicZoneId = make(zone, "public", { name: "example.com" }).id;
  const privateZoneId = make(zone, "private", { name: "internal.example.com", vpcs: [{ vpcId }] }).id;
  const groupId = make(ruleGroup, "group", {}).id;
  const listId = make(domainList, "list", { domains: ["*.example.org"] }).id;
  make(rule, "rule", {
    firewallRuleGroupId: groupId,
    firewallDomainListId: listId,
    priority: 1,
    action: "ALERT",
  });
  make(record, "record", { zoneId: publicZoneId, name: "api", type: "A", ttl: 60, records: ["192.0.2.1"] });
  const keyArn = String(make("aws:kms/key:Key", "key", {}).outputs.arn);
  return { make, ids: { vpcId, publicZoneId, privateZoneId, groupId, listId, keyArn } };
}

type Ids = ReturnType<typeof names>["ids"];

const zone = "aws:route53/zone:Zone";
const record = "aws:route53/record:Record";
const signingKey = "aws:route53/keySigningKey:KeySigningKey";
const signing = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";
const queryLog = "aws:route53/queryLog:QueryLog";
const resolverLog = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const ruleGroup = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const groupAssociation =
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const domainList = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const rule = "aws:route53/resolverFirewallRule:ResolverFirewallRule";

const address = { type: "A", ttl: 60, records: ["192.0.2.1"] };
const firewallRule = ({ groupId, listId }: Ids): Properties => ({
  firewallRuleGroupId: groupId,
  firewallDomainListId: listId,
  priority: 2,
  action: "BLOCK",
  blockResponse: "NXDOMAIN",
});

const refused: [string, string, (ids: Ids) => Properties, string, RegExp][] = [
  ["a zone whose name is none", zone, () => ({ name: "exa mple.com" }), "name", /a domain name/],
  [
    "two private zones of one name in a VPC",
    zone,
    ({ vpcId }) => ({ name: "internal.example.com", vpcs: [{ vpcId }] }),
    "vpcs",
    /it has private/,
  ],
  [
    "a record outside its zone",
    record,
    ({ publicZoneId }) => ({ zoneId: publicZoneId, name: "api.example.org", ...address }),
    "name",
    /within example\.com/,
  ],
  [
    "a record twice",
    record,
    ({ publicZoneId }) => ({ zoneId: publicZoneId, name: "api", ...address }),
    "name",
    /that record does not have/,
  ],
  [
    "a CNAME at the top of a zone",
    record,
    ({ publicZoneId }) => ({
      zoneId: publicZoneId,
      name: "example.com",
      type: "CNAME",
      ttl: 60,
      records: ["a.b.c"],
    }),
    "type",
    /an alias record/,
  ],
  [
    "records without a time to live",
    record,
    ({ publicZoneId }) => ({ zoneId: publicZoneId, name: "www", type: "A", records: ["192.0.2.1"] }),
    "ttl",
    /seconds/,
  ],
  [
    "a signing key that cannot sign",
    signingKey,
    ({ publicZoneId, keyArn }) => ({
      hostedZoneId: publicZoneId,
      keyManagementServiceArn: keyArn,
      name: "platform",
    }),
    "keyManagementServiceArn",
    /ECC_NIST_P256/,
  ],
  [
    "signing without a key",
    signing,
    ({ publicZoneId }) => ({ hostedZoneId: publicZoneId }),
    "hostedZoneId",
    /an active key-signing key/,
  ],
  [
    "a query log of a private zone",
    queryLog,
    ({ privateZoneId }) => ({ zoneId: privateZoneId, cloudwatchLogGroupArn: undefined }),
    "zoneId",
    /a public zone/,
  ],
  [
    "a query log in another region",
    queryLog,
    ({ publicZoneId }) => ({
      zoneId: publicZoneId,
      cloudwatchLogGroupArn: "arn:aws:logs:eu-west-1:210987654321:log-group:/aws/route53/x",
    }),
    "cloudwatchLogGroupArn",
    /us-east-1/,
  ],
  [
    "resolver logs to a queue",
    resolverLog,
    () => ({ destinationArn: "arn:aws:sqs:us-east-1:210987654321:queue" }),
    "destinationArn",
    /a bucket, a log group/,
  ],
  ["a domain that is none", domainList, () => ({ domains: ["exa mple.com"] }), "domains[0]", /a domain/],
  [
    "a rule that blocks with no answer",
    rule,
    (ids) => ({ ...firewallRule(ids), blockResponse: undefined }),
    "blockResponse",
    /NXDOMAIN/,
  ],
  [
    "two rules of one priority",
    rule,
    (ids) => ({ ...firewallRule(ids), priority: 1 }),
    "priority",
    /of rule/,
  ],
  [
    "a rule in a group that does not exist",
    rule,
    (ids) => ({ ...firewallRule(ids), firewallRuleGroupId: "rslvr-frg-0000000000000000" }),
    "firewallRuleGroupId",
    /a rule group that exists/,
  ],
  [
    "a group at a priority that AWS keeps",
    groupAssociation,
    ({ vpcId, groupId }) => ({ vpcId, firewallRuleGroupId: groupId, priority: 100 }),
    "priority",
    /101 to 9899/,
  ],
];

describe("simulated Route 53 refuses", () => {
  for (const [what, type, inputs, property, allowed] of refused) {
    it(what, () => {
      const { make, ids } = names();
      assert.throws(
        () => make(type, "wrong", inputs(ids)),
        (error) => {
          assert.ok(error instanceof Refused, String(error));
          const problem = error.problems.find((candidate) => candidate.property === property);
          assert.ok(problem, `${property} is not among ${error.message}`);
          assert.match(problem.allowed, allowed);
          return true;
        },
      );
    });
  }
});
