import { kubernetesVersions } from "@aip/facts/eks-versions.ts";
import { z } from "zod";
import { cidr, logRetentionDays } from "./common.ts";
import { nodePools } from "./node-pool.ts";

/** Keys of the cluster itself, its add-ons and its nodes. */
const core = {
  /** Kubernetes version of the control plane and the nodes, one of facts/eks-versions.ts. Default: 1.35. */
  kubernetesVersion: z.enum(kubernetesVersions).default("1.35"),
  /**
   * Who may reach the public endpoint of the API; the private endpoint is always on. Empty: private only, reached as the
   * Cluster component's documentation says. Default: none.
   */
  publicAccessCidrs: z.array(cidr).default([]),
  /** Whether AWS refuses to delete the cluster. Default: true in production. */
  deletionProtection: z.boolean().optional(),
  /** Whether AWS may move traffic and pods away from a zone in trouble. Default: true. */
  zonalShift: z.boolean().default(true),
  /** Days the control plane's logs are kept, one of the retentions of CloudWatch Logs; about 0.50 USD a GB taken in. Default: 90. */
  logRetentionDays: logRetentionDays.default(90),
  /**
   * Who may use the cluster, by a name of your choice. The identity that runs Pulumi must be among them with clusterAdmin:
   * EKS adds nobody by itself here.
   */
  access: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and dashes"),
      z.strictObject({
        /** Name of an IAM role of this account, with its path where it has one. It must exist. */
        role: z.string().regex(/^[\w+=,.@/-]{1,512}$/, "expected the name of an IAM role"),
        /** What the role may do: an access policy of EKS, from everything to reading. Only `clusterAdmin` sees all. */
        policy: z.enum(["clusterAdmin", "admin", "edit", "view"]),
        /** Namespaces the policy is limited to. Default: the whole cluster. */
        namespaces: z.array(z.string()).default([]),
      }),
    )
    .default({ deployer: { role: "ai-platform-deployer", policy: "clusterAdmin", namespaces: [] } }),
  /** Managed add-ons beyond the ones no cluster can do without. They cost nothing by themselves. */
  addons: z
    .strictObject({
      /** Shared file systems. Default: true. */
      efsCsi: z.boolean().default(true),
      /** FSx for Lustre, for training data. Default: false. */
      fsxCsi: z.boolean().default(false),
      /** Buckets as folders, for models and data. Default: true. */
      mountpointS3Csi: z.boolean().default(true),
      /** Volume snapshots. Default: true. */
      snapshotController: z.boolean().default(true),
      /** Finds nodes whose kernel, disk, network or GPU fails; node repair relies on it. Default: true. */
      nodeMonitoring: z.boolean().default(true),
      /** Needed by autoscalers and `kubectl top`. Default: true. */
      metricsServer: z.boolean().default(true),
    })
    .prefault({}),
  /**
   * EKS Auto Mode: AWS runs nodes, their scaling and load balancers, for about 12 % on top of the instances. It takes the
   * place of Karpenter and of the add-ons it brings along. Default: false.
   */
  autoMode: z.boolean().default(false),
  /** How GPUs are offered to pods and watched. Only nodes with GPUs run it. */
  gpu: z
    .strictObject({
      /**
       * `devicePlugin`: device plugin, feature discovery and DCGM exporter. `operator`: the NVIDIA GPU operator, which also
       * partitions GPUs (MIG) on AL2023. Default: devicePlugin.
       */
      software: z.enum(["devicePlugin", "operator"]).default("devicePlugin"),
      /** GPU metrics. Default: true. */
      dcgmExporter: z.boolean().default(true),
    })
    .prefault({}),
  /** Default: three system nodes, about 74 USD a month each. */
  nodePools: nodePools.prefault({
    system: { kind: "managed", purpose: "system", instanceTypes: ["m7i.large"], min: 3, max: 6 },
  }),
};

/** The cluster layer. */
export const cluster = z.strictObject({ ...core });
