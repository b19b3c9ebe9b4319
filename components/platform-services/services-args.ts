import type * as pulumi from "@pulumi/pulumi";
import { Problems } from "../core/problems.ts";
import type { ServiceContext } from "./context.ts";
import { resolveTeams, type TeamArgs } from "./team-args.ts";

/** Which services the cluster runs. Units and defaults stand in the environment's schema. */
export interface ServiceChoices {
  readonly storage: {
    readonly shared: boolean;
    readonly throughput: boolean;
    readonly provisioned: boolean;
    readonly lustre: boolean;
  };
  readonly loadBalancers: boolean;
  readonly dnsRecords: boolean;
  readonly certificates: boolean;
  readonly eventScaling: boolean;
  readonly recommendations: boolean;
  readonly gitOps: boolean;
  readonly rollouts: boolean;
  readonly backup: {
    readonly enabled: boolean;
    readonly schedule: string;
    readonly retentionDays: number;
    readonly vault: boolean;
  };
  readonly queues: boolean;
  readonly gangScheduling: boolean;
  readonly metricsServer: boolean;
  readonly containerMaxMemory?: string | undefined;
}

export interface PlatformServicesArgs {
  readonly context: ServiceContext;
  readonly services: ServiceChoices;
  readonly teams: Readonly<Record<string, TeamArgs>>;
  /** The add-ons of EKS that services build on. */
  readonly addons: {
    readonly efsCsi: boolean;
    readonly fsxCsi: boolean;
    readonly snapshotController: boolean;
    readonly metricsServer: boolean;
  };
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
 * @throws RunError listing everything that is not possible.
 */
export function resolvePlatformServices(args: PlatformServicesArgs): PlatformServicesArgs {
  const problems = new Problems("The choice of platform services");
  const { services, addons } = args;
  const needs = (path: string, wanted: boolean, has: boolean, what: string) => {
    if (wanted && !has) problems.add(path, true, `false, or ${what}`);
  };
  needs("services.storage.shared", services.storage.shared, addons.efsCsi, "with the add-on efsCsi");
  needs("services.storage.lustre", services.storage.lustre, addons.fsxCsi, "with the add-on fsxCsi");
  needs(
    "services.loadBalancers",
    services.loadBalancers,
    services.certificates,
    "with certificates, which its webhooks need",
  );
  needs("services.dnsRecords", services.dnsRecords, services.loadBalancers, "with loadBalancers");
  needs(
    "services.backup.enabled",
    services.backup.enabled,
    addons.snapshotController,
    "with the add-on snapshotController",
  );
  needs(
    "services.metricsServer",
    services.metricsServer,
    !addons.metricsServer,
    "without the add-on metricsServer, which serves the same API",
  );
  if (services.dnsRecords && args.dns.zoneIds.length === 0) {
    problems.add("dns.zoneIds", [], "at least one hosted zone while services.dnsRecords is true");
  }
  if (Object.keys(args.placement.subnetIds).length === 0) {
    problems.add("placement.subnetIds", {}, "at least one subnet");
  }
  problems.throwIfAny();
  return { ...args, teams: resolveTeams(args.teams) };
}
