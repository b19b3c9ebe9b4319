import { checkDnsFirewall, type DnsFirewallSettings } from "@aip/common/arguments/dns-firewall.ts";
import { Problems } from "@aip/common/problems.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface DnsFirewallArgs extends DnsFirewallSettings {
  /** VPC whose queries are filtered. */
  readonly vpcId: pulumi.Input<string>;
  /** Whether queries that would be blocked are only logged, to try lists out. Default: false. */
  readonly alertOnly?: boolean;
  /** Whether names still resolve when the firewall itself fails. Default: false. */
  readonly failOpen?: boolean;
}

/** @throws InvalidInput for domains that are none, for lists that do nothing, and for a closed firewall that lets nothing pass. */
export function resolveDnsFirewall(name: string, args: DnsFirewallArgs) {
  const problems = new Problems(`DnsFirewall ${name}`);
  const allowed = args.allowedDomains ?? [];
  const blocked = args.blockedDomains ?? [];
  const managed = args.managedListIds ?? {};
  checkDnsFirewall(args, problems);
  problems.throwIfAny();
  return {
    allowed,
    blocked,
    managed,
    allowedOnly: args.allowedOnly ?? false,
    action: args.alertOnly ? "ALERT" : "BLOCK",
    failOpen: args.failOpen ? "ENABLED" : "DISABLED",
  } as const;
}

/**
 * Decides which names the VPC may resolve: allowed domains first, then blocked ones and AWS's lists, then, if asked
 * for, nothing else. A blocked name is answered as one that does not exist.
 *
 * Price: 0.0005 USD a month for each domain of own lists, and 0.60 USD for a million queries
 * (https://aws.amazon.com/route53/pricing/).
 *
 * @throws InvalidInput for domains that are none, for lists that do nothing, and for `allowedOnly` with no allowed domain.
 *
 * @example
 * import { DnsFirewall, Network } from "@aip/components";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * new DnsFirewall("names", {
 *   vpcId: network.vpcId,
 *   allowedDomains: ["*.amazonaws.com"],
 *   blockedDomains: ["*.example.net"],
 *   alertOnly: true,
 * });
 */
export class DnsFirewall extends pulumi.ComponentResource {
  readonly ruleGroupId: pulumi.Output<string>;

  constructor(name: string, args: DnsFirewallArgs, options?: pulumi.ComponentResourceOptions) {
    const resolved = resolveDnsFirewall(name, args);
    super("aip:network:DnsFirewall", name, {}, options);
    const parent = { parent: this };
    const group = new aws.route53.ResolverFirewallRuleGroup(`${name}-rules`, {}, parent);

    const list = (role: string, domains: readonly string[]): pulumi.Output<string> =>
      new aws.route53.ResolverFirewallDomainList(`${name}-${role}`, { domains: [...domains] }, parent).id;
    const rule = (
      role: string,
      priority: number,
      action: "ALLOW" | "ALERT" | "BLOCK",
      firewallDomainListId: pulumi.Input<string>,
    ) => {
      new aws.route53.ResolverFirewallRule(
        `${name}-${role}-rule`,
        {
          firewallRuleGroupId: group.id,
          firewallDomainListId,
          priority,
          action,
          ...(action === "BLOCK" ? { blockResponse: "NXDOMAIN" } : {}),
          // A name that is allowed may lead to another by CNAME; only the name that was asked for is judged.
          firewallDomainRedirectionAction:
            action === "ALLOW" ? "TRUST_REDIRECTION_DOMAIN" : "INSPECT_REDIRECTION_DOMAIN",
        },
        parent,
      );
    };

    if (resolved.allowed.length > 0) rule("allowed", 100, "ALLOW", list("allowed", resolved.allowed));
    if (resolved.blocked.length > 0) {
      rule("blocked", 200, resolved.action, list("blocked", resolved.blocked));
    }
    // Sorted, so that the order in a file does not change priorities.
    for (const [index, key] of Object.keys(resolved.managed).sort().entries()) {
      rule(key, 300 + index, resolved.action, resolved.managed[key] ?? "");
    }
    if (resolved.allowedOnly) rule("everything-else", 900, resolved.action, list("everything-else", ["*"]));

    new aws.route53.ResolverFirewallRuleGroupAssociation(
      `${name}-association`,
      { firewallRuleGroupId: group.id, vpcId: args.vpcId, priority: 101 },
      parent,
    );
    new aws.route53.ResolverFirewallConfig(
      `${name}-config`,
      { resourceId: args.vpcId, firewallFailOpen: resolved.failOpen },
      parent,
    );
    this.ruleGroupId = group.id;
    this.registerOutputs({ ruleGroupId: this.ruleGroupId });
  }
}
