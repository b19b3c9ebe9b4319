import {
  type AddonChoices,
  checkServiceChoices,
  type ServiceChoices,
} from "@aip/common/arguments/cluster-services.ts";
import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import { resolveTeams, type TeamArgs } from "@aip/common/arguments/teams.ts";
import { Problems } from "@aip/common/problems.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { Flow } from "../kubernetes/traffic.ts";
import type { TeamTraffic } from "../teams/traffic.ts";
import type { ControllerContext } from "./context.ts";

export interface PlatformServicesArgs {
  /** Cluster that the controllers run on, and how. */
  readonly context: ControllerContext;
  /** Which services the cluster runs. */
  readonly services: ServiceChoices;
  /** Teams by name, each with a namespace `team-<name>`. */
  readonly teams: Readonly<Record<string, TeamArgs>>;
  /** Whom the pods of the teams talk to, besides each team's own; the ranges of the VPC are those of `context`. */
  readonly teamTraffic: Omit<TeamTraffic, "vpcCidrs">;
  /** Node pools of the cluster, as `resolveNodePool` returns them; the teams' queues share out their accelerators. */
  readonly pools: readonly NodePool[];
  /** Other services in the cluster that some of these call. */
  readonly calls: {
    /** Whom KEDA asks for metrics. */
    readonly eventScaling: readonly Flow[];
    /** Whom Argo Rollouts asks how a release does. */
    readonly rollouts: readonly Flow[];
  };
  /** Address of Prometheus in the cluster, which analyses of releases ask. Default: there is none, and no analysis. */
  readonly prometheusUrl?: string | undefined;
  /** Add-ons of EKS that the cluster has and services build on. */
  readonly addons: AddonChoices;
  /** Where the nodes are. */
  readonly placement: {
    /** Private subnets by zone name. */
    readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
    /** Security group of the nodes: that of the cluster. */
    readonly nodeSecurityGroupId: pulumi.Input<string>;
    /** Whether EKS Auto Mode runs the nodes. */
    readonly autoMode: boolean;
  };
  /** Names of the services. */
  readonly dns: {
    /** Domain of the host names, such as `ai.example.com`. */
    readonly domain: string;
    /** Ids of the hosted zones of the domain. */
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
