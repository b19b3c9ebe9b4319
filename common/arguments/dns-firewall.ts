import { checkFormat, domainFormat, domainListFormat } from "../formats.ts";
import type { Problems } from "../problems.ts";

/** The arguments of a DNS firewall that no other resource's output flows into. */
export interface DnsFirewallSettings {
  /** Domains that always resolve, on the other lists or not, such as `*.amazonaws.com`. Default: none. */
  readonly allowedDomains?: readonly string[];
  /** Domains that do not resolve: a name, or `*.` and a name. Default: none. */
  readonly blockedDomains?: readonly string[];
  /**
   * Lists that AWS keeps, as name and id. Ids differ in each region: `aws route53resolver
   * list-firewall-domain-lists`. Default: none.
   */
  readonly managedListIds?: Readonly<Record<string, string>>;
  /** Whether only the allowed domains resolve; then there must be at least one. Default: false. */
  readonly allowedOnly?: boolean;
}

/** Reports domains that are none, lists that do nothing, and a closed firewall that lets nothing pass. */
export function checkDnsFirewall(settings: DnsFirewallSettings, problems: Problems): void {
  for (const argument of ["allowedDomains", "blockedDomains"] as const) {
    problems.rule(() => {
      for (const [index, domain] of (settings[argument] ?? []).entries()) {
        checkFormat([argument, index], domain, domainFormat, problems);
      }
    });
  }
  problems.rule(() => {
    for (const [list, id] of Object.entries(settings.managedListIds ?? {})) {
      checkFormat(["managedListIds", list], id, domainListFormat, problems);
    }
  });
  problems.rule(() => {
    const { allowedDomains = [], blockedDomains = [], managedListIds = {}, allowedOnly = false } = settings;
    if (allowedOnly && allowedDomains.length === 0) {
      problems.add("allowedDomains", allowedDomains, "at least one domain where allowedOnly is set");
    }
    if (!allowedOnly && blockedDomains.length === 0 && Object.keys(managedListIds).length === 0) {
      problems.add("blockedDomains", blockedDomains, "at least one domain or managed list, or allowedOnly");
    }
  });
}
