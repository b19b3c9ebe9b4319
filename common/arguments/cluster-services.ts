import type { Problems } from "../problems.ts";

/** Which services the cluster runs. All are given: the platform's defaults are in the schema of its environments. */
export interface ServiceChoices {
  /** Which storage classes there are, beside gp3. */
  readonly storage: {
    /** EFS, for volumes of many readers and writers; needs the add-on `efsCsi`. */
    readonly shared: boolean;
    /** gp3 volumes with 1,000 MiB/s and 10,000 IOPS. */
    readonly throughput: boolean;
    /** io2 volumes, for databases that need a steady answer. */
    readonly provisioned: boolean;
    /** FSx for Lustre scratch file systems; needs the add-on `fsxCsi`. */
    readonly lustre: boolean;
  };
  /** AWS Load Balancer Controller and the Gateway API; needs `certificates`. */
  readonly loadBalancers: boolean;
  /** ExternalDNS: DNS records for what the gateways serve. */
  readonly dnsRecords: boolean;
  /** cert-manager: certificates for use inside the cluster. */
  readonly certificates: boolean;
  /** KEDA: scales workloads by events, and down to none. */
  readonly eventScaling: boolean;
  /** Vertical Pod Autoscaler, which recommends and changes nothing. */
  readonly recommendations: boolean;
  /** Argo CD, for the teams' own applications. */
  readonly gitOps: boolean;
  /** Argo Rollouts: releases in steps that measure. */
  readonly rollouts: boolean;
  /** Velero: backups of the cluster's objects and volumes. */
  readonly backup: {
    /** Whether there are backups. */
    readonly enabled: boolean;
    /** When backups are made: a cron expression in UTC. */
    readonly schedule: string;
    /** Days a backup is kept, 1 or more. */
    readonly retentionDays: number;
    /** Whether AWS Backup keeps a second copy. */
    readonly vault: boolean;
  };
  /** Kueue: queues for the teams' jobs. */
  readonly queues: boolean;
  /** JobSet and LeaderWorkerSet: pods that start together or not at all. */
  readonly gangScheduling: boolean;
  /** metrics-server by its chart, for clusters without the add-on of that name. */
  readonly metricsServer: boolean;
  /** Reloader: starts pods anew after a secret that they use has changed. */
  readonly secretReloading: boolean;
  /** The most memory a single container of a team may ask for, such as `64Gi`. Default: no bound but the quota. */
  readonly containerMaxMemory?: string | undefined;
}

/** The add-ons of EKS that services build on, or that do the same as one of them. */
export interface AddonChoices {
  /** Driver of EFS. */
  readonly efsCsi: boolean;
  /** Driver of FSx for Lustre. */
  readonly fsxCsi: boolean;
  /** Snapshots of volumes. */
  readonly snapshotController: boolean;
  /** The metrics API. */
  readonly metricsServer: boolean;
}

/** The services that build on add-ons, or do the same as one. */
export interface OnAddons {
  readonly storage: { readonly shared: boolean; readonly lustre: boolean };
  readonly backup: { readonly enabled: boolean };
  readonly metricsServer: boolean | { readonly enabled: boolean };
}

type Needs = (path: string, what: string, holds: () => boolean) => void;

const needsOf =
  (problems: Problems): Needs =>
  (path, what, holds) =>
    problems.rule(() => {
      if (!holds()) problems.add(path, true, `false, or ${what}`);
    });

/** Whether each service has the add-ons that it builds on. */
export function checkAddons(services: OnAddons, addons: AddonChoices, problems: Problems): void {
  const needs = needsOf(problems);
  needs("storage.shared", "the add-on efsCsi", () => !services.storage.shared || addons.efsCsi);
  needs("storage.lustre", "the add-on fsxCsi", () => !services.storage.lustre || addons.fsxCsi);
  needs(
    "backup.enabled",
    "the add-on snapshotController",
    () => !services.backup.enabled || addons.snapshotController,
  );
  problems.rule(() => {
    const { metricsServer } = services;
    const nested = typeof metricsServer !== "boolean";
    needs(
      nested ? "metricsServer.enabled" : "metricsServer",
      "no add-on metricsServer, which serves the same API",
      () => !(nested ? metricsServer.enabled : metricsServer) || !addons.metricsServer,
    );
  });
}

/** Whether each service that runs has the services and the add-ons that it builds on. */
export function checkServiceChoices(
  services: ServiceChoices,
  addons: AddonChoices,
  problems: Problems,
): void {
  checkAddons(services, addons, problems);
  const needs = needsOf(problems);
  needs(
    "loadBalancers",
    "certificates, which its webhooks need",
    () => !services.loadBalancers || services.certificates,
  );
  needs("dnsRecords", "loadBalancers", () => !services.dnsRecords || services.loadBalancers);
}
