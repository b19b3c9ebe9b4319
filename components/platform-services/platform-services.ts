import * as pulumi from "@pulumi/pulumi";
import { eventScaling, metricsServer, recommendations } from "./autoscaling.ts";
import { ClusterBackup } from "./backup.ts";
import { Certificates } from "./certificates.ts";
import type { ControllerContext } from "./context.ts";
import { GitOps } from "./delivery.ts";
import { dnsRecords } from "./dns-records.ts";
import { jobSets, leaderWorkerSets } from "./gang-scheduling.ts";
import { gatewayClassName, LoadBalancers } from "./load-balancers.ts";
import { createPriorityClasses } from "./priority-classes.ts";
import { Queues } from "./queues.ts";
import { rollouts } from "./rollouts.ts";
import { secretReloading } from "./secret-reloading.ts";
import { type PlatformServicesArgs, resolvePlatformServices } from "./services-args.ts";
import { Storage } from "./storage.ts";
import { grantTeamAccess, TeamSpace } from "./teams.ts";

/**
 * What the cluster runs for everyone: storage, load balancers and the Gateway API, DNS, certificates, scaling, delivery,
 * backup, queues, and the namespaces of the teams.
 *
 * Make it depend on the system nodes and the add-ons. Within, what needs a controller depends on it, so that a teardown
 * removes load balancers, queues and volumes while their controllers still live. Pass an AWS, a Kubernetes and a random
 * provider.
 *
 * Price: that of its parts, by far the most of it load balancers, shared files and backups; the rest is what pods request
 * of the nodes.
 *
 * @throws InvalidInput listing every argument that is not possible.
 *
 * @example
 * import { PlatformServices } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * new PlatformServices("platform", {
 *   context: {
 *     clusterName: config.require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: config.require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   services: {
 *     storage: { shared: true, throughput: true, provisioned: false, lustre: false },
 *     loadBalancers: true,
 *     dnsRecords: true,
 *     certificates: true,
 *     eventScaling: true,
 *     recommendations: false,
 *     gitOps: false,
 *     rollouts: false,
 *     backup: { enabled: true, schedule: "0 2 * * *", retentionDays: 30, vault: true },
 *     queues: true,
 *     gangScheduling: false,
 *     metricsServer: false,
 *     secretReloading: true,
 *   },
 *   teams: {
 *     vision: {
 *       quota: { cpu: "20", memory: "80Gi", gpu: 2, storage: "500Gi", pods: 100 },
 *       weight: 1,
 *       priority: "normal",
 *       repositories: ["https://git.example.com/vision/models.git"],
 *     },
 *   },
 *   teamTraffic: { calls: [{ peers: [{ namespace: "mlflow" }], ports: [5000] }], endpointAddresses: [] },
 *   pools: [],
 *   calls: { eventScaling: [], rollouts: [] },
 *   addons: { efsCsi: true, fsxCsi: false, snapshotController: true, metricsServer: true },
 *   placement: {
 *     subnetIds: config.requireObject<Record<string, string>>("privateSubnetIds"),
 *     nodeSecurityGroupId: config.require("clusterSecurityGroupId"),
 *     autoMode: false,
 *   },
 *   dns: {
 *     domain: "ai.example.com",
 *     zoneIds: [config.require("zoneId")],
 *     gitOpsHostname: "argocd.ai.example.com",
 *   },
 *   disposable: false,
 * });
 */
export class PlatformServices extends pulumi.ComponentResource {
  /** Name of the default storage class: encrypted gp3. */
  readonly blockStorageClass: pulumi.Output<string>;
  /** Name of the storage class of shared volumes; null where the environment has none. */
  readonly sharedStorageClass: pulumi.Output<string> | null;
  /** Name of the gateway class, known once its controller serves it. */
  readonly gatewayClass: pulumi.Output<string>;

  constructor(name: string, args: PlatformServicesArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:platform:PlatformServices", name, {}, options);
    const { context, services, teams, disposable } = resolvePlatformServices(args);
    const parent = { parent: this };

    createPriorityClasses(`${name}-priority`, this);
    const storage = new Storage(
      `${name}-storage`,
      {
        context,
        ...args.placement,
        ...services.storage,
        snapshots: args.addons.snapshotController,
        disposable,
      },
      parent,
    );
    this.blockStorageClass = storage.blockStorageClass;
    this.sharedStorageClass = storage.sharedStorageClass;

    const certificates = services.certificates
      ? new Certificates(`${name}-certificates`, { context }, parent)
      : undefined;
    const balancers =
      services.loadBalancers && certificates
        ? new LoadBalancers(
            `${name}-load-balancers`,
            { context },
            { parent: this, dependsOn: certificates.ready },
          )
        : undefined;
    this.gatewayClass = (balancers?.ready.urn ?? pulumi.output("")).apply(() => gatewayClassName);
    if (services.dnsRecords && balancers) {
      const { domain, zoneIds } = args.dns;
      dnsRecords(`${name}-dns-records`, { context, domain, zoneIds, gateways: balancers.ready }, this);
    }
    this.#runControllers(name, context, args);
    if (services.backup.enabled) {
      new ClusterBackup(
        `${name}-backup`,
        { context, ...services.backup, kmsKeyArn: storage.keyArn, disposable },
        parent,
      );
    }
    const queues = services.queues
      ? new Queues(`${name}-queues`, { context, teams, pools: args.pools }, parent)
      : undefined;
    const gitOps = services.gitOps
      ? new GitOps(
          `${name}-git-ops`,
          { context, hostname: args.dns.gitOpsHostname, kmsKeyArn: storage.keyArn },
          parent,
        )
      : undefined;
    const spaces = Object.entries(teams).map(
      ([team, settings]) =>
        new TeamSpace(
          `${name}-team-${team}`,
          {
            team,
            settings,
            traffic: { ...args.teamTraffic, vpcCidrs: context.vpcCidrs },
            containerMaxMemory: services.containerMaxMemory,
            queue: queues?.ready[team],
            gitOps: gitOps?.ready,
          },
          parent,
        ),
    );
    grantTeamAccess(`${name}-access`, { clusterName: context.clusterName, teams, namespaces: spaces }, this);
    this.registerOutputs({
      blockStorageClass: this.blockStorageClass,
      sharedStorageClass: this.sharedStorageClass,
      gatewayClass: this.gatewayClass,
    });
  }

  /** The controllers that nothing else here needs. */
  #runControllers(
    name: string,
    context: ControllerContext,
    { services, calls, prometheusUrl }: PlatformServicesArgs,
  ): void {
    if (services.eventScaling) {
      eventScaling(`${name}-event-scaling`, context, calls.eventScaling, this);
    }
    if (services.recommendations) recommendations(`${name}-recommendations`, context, this);
    if (services.metricsServer) metricsServer(`${name}-metrics-server`, context, this);
    if (services.secretReloading) secretReloading(`${name}-secret-reloading`, context, this);
    if (services.rollouts) {
      rollouts(`${name}-rollouts`, { context, calls: calls.rollouts, prometheusUrl }, this);
    }
    if (services.gangScheduling) {
      jobSets(`${name}-job-sets`, context, this);
      leaderWorkerSets(`${name}-leader-worker-sets`, context, this);
    }
  }
}
