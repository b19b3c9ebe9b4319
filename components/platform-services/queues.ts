import type { NodePool } from "@aip/common/arguments/node-pool.ts";
import type { TeamArgs } from "@aip/common/arguments/teams.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, replicas, resources } from "./context.ts";
import { Controller } from "./controller.ts";
import { type Flavor, flavorsOf } from "./flavors.ts";
import { sharedQuotas, teamQuotas } from "./quotas.ts";

const apiVersion = "kueue.x-k8s.io/v1beta2";
const cohort = "teams";

/** What a job is worth while it waits, by the label `kueue.x-k8s.io/priority-class`; one that names none has 0. */
export const workloadPriorities = { low: 100, normal: 1000, high: 10000 } as const;

/** Name of the queue in each team's namespace. */
export const localQueueName = "default";
export const clusterQueueName = (team: string): string => `team-${team}`;

/**
 * Queues for the teams' jobs, by Kueue. Each team is sure of its own quota; GPUs it leaves idle, and those that no team is
 * sure of, go to whoever asks, in relation to their weights, and come back when it needs them. A job is admitted to one pool,
 * whatever it asks for: CPU, memory, GPUs, Neuron devices, EFA. It starts when all of its pods fit, and is queued again when
 * they are not ready within 15 minutes.
 *
 * A managed pool with EFA takes jobs that say how close their pods must be, such as by the annotation
 * `kueue.x-k8s.io/podset-preferred-topology`, and no others. Costs nothing.
 *
 * @example
 * import { Queues } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * new Queues("queues", {
 *   context: {
 *     clusterName: new pulumi.Config().require("clusterName"),
 *     environment: "dev",
 *     region: "us-east-1",
 *     vpcId: new pulumi.Config().require("vpcId"),
 *     vpcCidrs: ["10.0.0.0/16"],
 *     highlyAvailable: false,
 *     tags: { Environment: "dev" },
 *   },
 *   pools: [],
 *   teams: {
 *     vision: {
 *       quota: { cpu: "20", memory: "80Gi", gpu: 2, storage: "500Gi", pods: 100 },
 *       weight: 1,
 *       priority: "normal",
 *       repositories: ["https://git.example.com/vision/models.git"],
 *     },
 *   },
 * });
 */
export class Queues extends pulumi.ComponentResource {
  /** What to depend on before a LocalQueue is made. */
  readonly ready: Readonly<Record<string, pulumi.Resource>>;

  constructor(
    name: string,
    args: {
      /** Cluster that the controllers run on, and how. */
      readonly context: ControllerContext;
      /** Teams that have a queue, by name. */
      readonly teams: Readonly<Record<string, TeamArgs>>;
      /** Node pools of the cluster, as `resolveNodePool` returns them; jobs get accelerators of these alone. */
      readonly pools: readonly NodePool[];
    },
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("aip:platform:Queues", name, {}, options);
    const controller = new Controller(
      `${name}-controller`,
      {
        context: args.context,
        chart: "kueue",
        namespace: "kueue-system",
        releaseName: "kueue",
        values: queuesValues(args.context),
        calledAt: [9443, 8082],
        metricsPorts: [8443],
      },
      { parent: this },
    );
    const create = (
      role: string,
      kind: string,
      metadataName: string,
      spec: Record<string, unknown>,
      after: pulumi.Input<pulumi.Resource[]>,
    ) =>
      new kubernetes.apiextensions.CustomResource(
        `${name}-${role}`,
        { apiVersion, kind, metadata: { name: metadataName }, ...spec },
        { parent: this, dependsOn: after },
      );
    const flavors = flavorsOf(args.pools);
    const ground = flavors.map((flavor) => {
      const { name: flavorName, topology } = flavor;
      const levels = topology && {
        spec: { levels: topology.map((nodeLabel) => ({ nodeLabel })) },
      };
      const after = levels && [
        create(`topology-${flavorName}`, "Topology", flavorName, levels, controller.ready),
      ];
      return create(
        `flavor-${flavorName}`,
        "ResourceFlavor",
        flavorName,
        { spec: flavorSpec(flavor) },
        after ?? controller.ready,
      );
    });
    const shared = create(
      "cohort",
      "Cohort",
      cohort,
      { spec: { resourceGroups: [sharedQuotas(args.teams, flavors)] } },
      ground,
    );
    for (const [priority, value] of Object.entries(workloadPriorities)) {
      create(
        `priority-${priority}`,
        "WorkloadPriorityClass",
        priority,
        { value, description: `Jobs of ${priority} priority` },
        controller.ready,
      );
    }
    this.ready = Object.fromEntries(
      Object.entries(args.teams).map(([team, teamArgs]) => [
        team,
        create(
          `queue-${team}`,
          "ClusterQueue",
          clusterQueueName(team),
          { spec: clusterQueue(team, teamArgs, flavors) },
          [shared],
        ),
      ]),
    );
    this.registerOutputs({});
  }
}

/** The nodes of a flavor. */
const flavorSpec = ({ name, nodeLabels, tolerations, topology }: Flavor): Record<string, unknown> => ({
  nodeLabels,
  tolerations,
  ...(topology ? { topologyName: name } : {}),
});

/** The queue of a team: what it is sure of, what it may borrow, and who has to give way. */
export const clusterQueue = (
  team: string,
  args: TeamArgs,
  flavors: readonly Flavor[],
): Record<string, unknown> => ({
  cohortName: cohort,
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": `team-${team}` } },
  queueingStrategy: "BestEffortFIFO",
  fairSharing: { weight: String(args.weight) },
  resourceGroups: [teamQuotas(args, flavors)],
  preemption: { reclaimWithinCohort: "Any", withinClusterQueue: "LowerPriority" },
});

/** Kueue's own settings; its namespaces are the teams', so that no webhook of it is called for the platform's pods. */
const configuration = {
  apiVersion: "config.kueue.x-k8s.io/v1beta2",
  kind: "Configuration",
  health: { healthProbeBindAddress: ":8081" },
  metrics: { bindAddress: ":8443" },
  webhook: { port: 9443 },
  leaderElection: { leaderElect: true, resourceName: "c1f6bfd2.kueue.x-k8s.io" },
  clientConnection: { qps: 50, burst: 100 },
  manageJobsWithoutQueueName: false,
  managedJobsNamespaceSelector: { matchExpressions: [{ key: "ai-platform/team", operator: "Exists" }] },
  waitForPodsReady: { timeout: "15m", blockAdmission: false, requeuingStrategy: { backoffLimitCount: 5 } },
  // What no pool is short of: a job that asks for what its queue does not cover is never admitted.
  resources: { excludeResourcePrefixes: ["ephemeral-storage", "hugepages-"] },
  fairSharing: { preemptionStrategies: ["LessThanOrEqualToFinalShare", "LessThanInitialShare"] },
  integrations: {
    frameworks: [
      "batch/job",
      "jobset.x-k8s.io/jobset",
      "leaderworkerset.x-k8s.io/leaderworkerset",
      "kubeflow.org/mpijob",
      "trainer.kubeflow.org/trainjob",
      "ray.io/rayjob",
      "ray.io/raycluster",
      "ray.io/rayservice",
      "pod",
    ],
  },
};

/** Values of the chart kueue. */
export const queuesValues = (context: ControllerContext): Record<string, unknown> => ({
  fullnameOverride: "kueue",
  controllerManager: {
    ...onSystemNodes,
    replicas: replicas(context),
    manager: { resources: resources("200m", "512Mi") },
    podDisruptionBudget: { enabled: context.highlyAvailable, minAvailable: 1 },
  },
  // JSON is YAML too.
  managerConfig: { controllerManagerConfigYaml: JSON.stringify(configuration, null, 2) },
});
