import { urnName } from "@aip/common/urn.ts";
import type { Models, NameRule, PlannedResource, Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";

const name: NameRule = {
  property: "name",
  maxLength: 64,
  pattern: /^(?!\d+$)[\w' -]+$/,
  allowed: "letters, digits, spaces, dashes, underscores and quotes, not digits alone",
};
const id = (prefix: string) => (planned: PlannedResource) => `${prefix}-${planned.hex(16)}`;
const arn = (kind: string) => (planned: PlannedResource) =>
  `arn:aws:route53resolver:${planned.region}:${planned.account}:${kind}/${planned.id}`;

const ruleType = "aws:route53/resolverFirewallRule:ResolverFirewallRule";
const groupType = "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup";
const groupAssociationType =
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";
const listType = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const configType = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const configAssociationType =
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation";

const domainForm = /^(\*|(\*\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9_-]{1,63}\.?)$/i;

/** Ids of the resolver are not of the form that the general check of references knows. */
function checkExists(property: string, value: unknown, what: string, cloud: CloudView, report: Report): void {
  if (typeof value === "string" && !cloud.has(value))
    report(property, value, `the id of ${what} that exists`);
}

/** Reports another resource of the type that has the same values, where AWS wants them different. */
function checkUnlike(
  planned: PlannedResource,
  keys: readonly string[],
  property: string,
  cloud: CloudView,
  report: Report,
) {
  const { inputs } = planned;
  const same = (other: Properties) =>
    keys.every((key) => inputs[key] !== undefined && other[key] === inputs[key]);
  const found = cloud.all(planned.type).find((other) => other.urn !== planned.urn && same(other.inputs));
  if (found) report(property, inputs[property], `another than that of ${urnName(found.urn)}`);
}

function checkRule(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const { action, blockResponse, firewallDomainListId: list } = inputs;
  checkExists("firewallRuleGroupId", inputs.firewallRuleGroupId, "a rule group", cloud, report);
  // Lists of AWS have an id of the same form; those of this account are the ones that exist here.
  if (typeof list === "string" && !/^rslvr-fdl-[0-9a-f]+$/.test(list)) {
    report("firewallDomainListId", list, "the id of a domain list (rslvr-fdl-…)");
  }
  if (action !== undefined && !["ALLOW", "ALERT", "BLOCK"].includes(String(action))) {
    report("action", action, "ALLOW, ALERT or BLOCK");
  }
  if (action === "BLOCK" && !["NODATA", "NXDOMAIN", "OVERRIDE"].includes(String(blockResponse))) {
    report("blockResponse", blockResponse, "NODATA, NXDOMAIN or OVERRIDE, where the action is BLOCK");
  }
  if (action !== "BLOCK" && action !== undefined && blockResponse !== undefined) {
    report("blockResponse", blockResponse, "nothing, unless the action is BLOCK");
  }
  checkUnlike(planned, ["firewallRuleGroupId", "priority"], "priority", cloud, report);
}

function checkDomains({ inputs }: PlannedResource, _: CloudView, report: Report): void {
  const domains = (inputs.domains as unknown[] | undefined) ?? [];
  for (const [index, domain] of domains.entries()) {
    if (typeof domain === "string" && (domain.length > 255 || !domainForm.test(domain))) {
      report(`domains[${index}]`, domain, 'a domain, "*", or "*." and a domain');
    }
  }
}

function checkGroupAssociation(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { priority, firewallRuleGroupId } = planned.inputs;
  checkExists("firewallRuleGroupId", firewallRuleGroupId, "a rule group", cloud, report);
  // 100 and 9900 and beyond are kept by AWS for Firewall Manager.
  if (typeof priority === "number" && (priority <= 100 || priority >= 9900)) {
    report("priority", priority, "101 to 9899");
  }
  checkUnlike(planned, ["vpcId", "priority"], "priority", cloud, report);
}

function checkDestination(
  { inputs: { destinationArn } }: PlannedResource,
  _: CloudView,
  report: Report,
): void {
  if (typeof destinationArn === "string" && !/^arn:aws[a-z-]*:(s3|logs|firehose):/.test(destinationArn)) {
    report("destinationArn", destinationArn, "the ARN of a bucket, a log group or a delivery stream");
  }
}

/** What the VPC's own resolver logs and refuses. */
export const route53Resolver: Models = {
  [configType]: {
    name,
    id: id("rqlc"),
    arn: arn("resolver-query-log-config"),
    required: ["destinationArn"],
    replaceOn: ["destinationArn"],
    heldBy: [configAssociationType],
    check: checkDestination,
    outputs: (planned) => ({ ownerId: planned.account, shareStatus: "NOT_SHARED" }),
  },
  [configAssociationType]: {
    id: id("rqlca"),
    required: ["resolverQueryLogConfigId", "resourceId"],
    replaceOn: ["resolverQueryLogConfigId", "resourceId"],
    check: (planned, cloud, report) => {
      const { resolverQueryLogConfigId: config } = planned.inputs;
      checkExists("resolverQueryLogConfigId", config, "a query log configuration", cloud, report);
      checkUnlike(planned, ["resolverQueryLogConfigId", "resourceId"], "resourceId", cloud, report);
    },
  },
  [listType]: {
    name,
    id: id("rslvr-fdl"),
    arn: arn("firewall-domain-list"),
    heldBy: [ruleType],
    check: checkDomains,
  },
  [groupType]: {
    name,
    id: id("rslvr-frg"),
    arn: arn("firewall-rule-group"),
    heldBy: [ruleType, groupAssociationType],
    outputs: (planned) => ({ ownerId: planned.account, shareStatus: "NOT_SHARED" }),
  },
  [ruleType]: {
    name,
    id: ({ inputs }) => `${String(inputs.firewallRuleGroupId)}:${String(inputs.firewallDomainListId)}`,
    required: ["firewallRuleGroupId", "action", "priority"],
    replaceOn: ["firewallRuleGroupId", "firewallDomainListId"],
    check: checkRule,
  },
  [groupAssociationType]: {
    name,
    id: id("rslvr-frgassoc"),
    arn: arn("firewall-rule-group-association"),
    required: ["firewallRuleGroupId", "vpcId", "priority"],
    replaceOn: ["firewallRuleGroupId", "vpcId"],
    check: checkGroupAssociation,
  },
  "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": {
    id: id("rslvr-fc"),
    required: ["resourceId"],
    replaceOn: ["resourceId"],
    check: (planned, cloud, report) => {
      const { firewallFailOpen } = planned.inputs;
      if (
        firewallFailOpen !== undefined &&
        firewallFailOpen !== "ENABLED" &&
        firewallFailOpen !== "DISABLED"
      ) {
        report("firewallFailOpen", firewallFailOpen, "ENABLED or DISABLED");
      }
      checkUnlike(planned, ["resourceId"], "resourceId", cloud, report);
    },
    outputs: (planned) => ({ ownerId: planned.account }),
  },
};
