import {
  type AddonChoices,
  checkServiceChoices,
  type ServiceChoices,
} from "@aip/common/arguments/cluster-services.ts";
import { resolveTeams, type TeamArgs } from "@aip/common/arguments/teams.ts";
import { Problems } from "@aip/common/problems.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceContext } from "./context.ts";

export interface PlatformServicesArgs {
  readonly context: ServiceContext;
  readonly services: ServiceChoices;
  readonly teams: Readonly<Record<string, TeamArgs>>;
  /** The add-ons of EKS that services build on. */
  readonly addons: AddonChoices;
  readonly placement: {
    /** Private subnets by zone. */
    readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
    readonly nodeSecurityGroupId: pulumi.Input<string>;
    /** EKS Auto Mode. */
    readonly autoMode: boolean;
  };
  readonly dns: {
    readonly domain: string;
    /** Hosted zones of the domain. */
    readonly zoneIds: readonly pulumi.Input<string>[];
    /** Host name of Argo CD. */
    readonly gitOpsHostname: string;
  };
  /** Whether backups and shared files may be deleted with the stack. */
  readonly disposable: boolean;
}

/**
 * Checks the arguments.
 *
 * @throws InvalidInput listing everything that is not possible.
 */
export function resolvePlatformServices(args: PlatformServicesArgs): PlatformServicesArgs {
  const problems = new Problems("The choice of platform services");
  checkServiceChoices(args.services, args.addons, problems.at("services"));
  if (args.services.dnsRecords && args.dns.zoneIds.length === 0) {
    problems.add("dns.zoneIds", [], "at least one hosted zone while services.dnsRecords is true");
  }
  if (Object.keys(args.placement.subnetIds).length === 0) {
    problems.add("placement.subnetIds", {}, "at least one subnet");
  }
  problems.throwIfAny();
  return { ...args, teams: resolveTeams(args.teams) };
}
