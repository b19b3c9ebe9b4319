import type { Problems } from "../problems.ts";

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

/** The add-ons of EKS that services build on, or that do the same as one of them. */
export interface AddonChoices {
  readonly efsCsi: boolean;
  readonly fsxCsi: boolean;
  readonly snapshotController: boolean;
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
