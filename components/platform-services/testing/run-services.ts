import type { ServiceChoices } from "@aip/common/arguments/cluster-services.ts";
import { resolveNodePool } from "@aip/common/arguments/node-pool.ts";
import type { TeamArgs } from "@aip/common/arguments/teams.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import { randomProvider } from "../../core/random-provider.ts";
import { trustService } from "../../iam/policy.ts";
import { PlatformServices } from "../platform-services.ts";
import type { PlatformServicesArgs } from "../services-args.ts";

/** Everything on. */
export const allServices: ServiceChoices = {
  storage: { shared: true, throughput: true, provisioned: true, lustre: true },
  loadBalancers: true,
  dnsRecords: true,
  certificates: true,
  eventScaling: true,
  recommendations: true,
  gitOps: true,
  rollouts: true,
  backup: { enabled: true, schedule: "0 2 * * *", retentionDays: 30, vault: true },
  queues: true,
  gangScheduling: true,
  metricsServer: true,
  secretReloading: true,
};

export const team = (changes: Partial<TeamArgs> = {}): TeamArgs => ({
  quota: { cpu: "20", memory: "80Gi", gpu: 2, gpuBurst: 4, storage: "500Gi", pods: 100 },
  weight: 1,
  priority: "normal",
  repositories: ["https://github.com/example/models"],
  ...changes,
});

const gpuPool = resolveNodePool(
  "gpu",
  {
    kind: "karpenter",
    purpose: "training",
    accelerator: "nvidia",
    instanceTypes: ["g6.xlarge"],
    limits: { cpu: "32", accelerators: 8 },
  },
  { kubernetesVersion: "1.35", zones: ["us-east-1a", "us-east-1b"], gpuSoftware: "devicePlugin" },
);

/** Registers the platform's services on a small network and cluster, in the simulated cloud. */
export async function runServices(
  changes: Partial<Omit<PlatformServicesArgs, "context" | "placement">> & { highlyAvailable?: boolean } = {},
): Promise<readonly RegisteredResource[]> {
  const { highlyAvailable = true, ...rest } = changes;
  const { resources } = await runProgram({
    project: "cluster",
    stack: "test",
    config: {},
    cloud: simulatedCloud({ region: "us-east-1" }),
    stacks: new Map(),
    program: async () => {
      const provider = new aws.Provider("aws", { region: "us-east-1" });
      const options = { provider };
      const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" }, options);
      const subnets = ["us-east-1a", "us-east-1b"].map((zone, index) => {
        const args = { vpcId: vpc.id, cidrBlock: `10.0.${index}.0/24`, availabilityZone: zone };
        return [zone, new aws.ec2.Subnet(`subnet-${zone}`, args, options).id] as const;
      });
      const nodes = new aws.ec2.SecurityGroup("nodes", { vpcId: vpc.id, description: "nodes" }, options);
      const role = new aws.iam.Role("role", { assumeRolePolicy: trustService("eks.amazonaws.com") }, options);
      const cluster = new aws.eks.Cluster(
        "cluster",
        { name: "test", roleArn: role.arn, vpcConfig: { subnetIds: subnets.map(([, id]) => id) } },
        options,
      );
      new PlatformServices(
        "services",
        {
          context: {
            clusterName: cluster.name,
            environment: "test",
            region: "us-east-1",
            vpcId: vpc.id,
            vpcCidrs: ["10.0.0.0/16", "100.64.0.0/16"],
            highlyAvailable,
            tags: { Project: "ai-platform", Environment: "test" },
          },
          services: allServices,
          teams: { research: team() },
          teamTraffic: {
            calls: [{ peers: [{ namespace: "mlflow" }], ports: [5000] }],
            endpointAddresses: ["10.0.0.4"],
            gateway: [{ cidr: "10.0.0.0/16" }],
            scrapers: [{ namespace: "observability", podLabels: { "app.kubernetes.io/name": "prometheus" } }],
          },
          pools: [gpuPool],
          calls: { eventScaling: [], rollouts: [] },
          addons: { efsCsi: true, fsxCsi: true, snapshotController: true, metricsServer: false },
          placement: {
            subnetIds: Object.fromEntries(subnets),
            nodeSecurityGroupId: nodes.id,
            autoMode: false,
          },
          dns: {
            domain: "example.com",
            zoneIds: ["Z0123456789ABCDEFGHIJ"],
            gitOpsHostname: "argocd.example.com",
          },
          disposable: false,
          ...rest,
        },
        { providers: [provider, new kubernetes.Provider("kubernetes", {}), randomProvider()] },
      );
      return {};
    },
  });
  return resources;
}
