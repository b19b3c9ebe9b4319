import { acceleratorResource, devicePluginConfig, type NodePool } from "@aip/common/arguments/node-pool.ts";
import { eksRegistry } from "@aip/facts/eks-registries.ts";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { unprivilegedContainer, unprivilegedPod } from "../kubernetes/security-context.ts";

/** What the values depend on, apart from the pools. */
export interface GpuValuesArgs {
  /** All node pools of the cluster, as `resolveNodePool` returns them. */
  readonly pools: readonly NodePool[];
  /** Whether GPU metrics are exported. */
  readonly dcgmExporter: boolean;
  /** Region of the nodes. */
  readonly region: string;
}

type Values = Record<string, unknown>;

/**
 * Software for a node runs there whatever taints its pool carries, those that the environment adds among them. What it
 * is for comes from the node selectors.
 */
export function tolerationsOf(pools: readonly NodePool[]): Values[] {
  const taints = pools.filter(({ accelerator }) => accelerator !== "none").flatMap((pool) => pool.taints);
  const tolerated = new Map(taints.map(({ key, effect }) => [`${key}:${effect}`, { key, effect }]));
  return [...tolerated.values()].map(({ key, effect }) => ({ key, operator: "Exists", effect }));
}

const controllers = {
  ...onSystemNodes,
  nodeSelector: { "kubernetes.io/os": "linux", ...onSystemNodes.nodeSelector },
};
const nvidiaNodes = { "ai-platform/accelerator": "nvidia" };

/** The device plugin's configurations, one for each way in which pools share GPUs; a node label picks one. */
export function devicePluginConfigs(pools: readonly NodePool[]): Record<string, string> {
  const configs: Record<string, string> = { default: devicePluginYaml({}) };
  for (const pool of pools) {
    if (pool.accelerator === "nvidia" && pool.operatingSystem === "al2023") {
      configs[devicePluginConfig(pool)] = devicePluginYaml(pool);
    }
  }
  return configs;
}

/** JSON is YAML. A pod that asks for several shares would get no more of the GPU than one share, so that is refused. */
const devicePluginYaml = (pool: Pick<Partial<NodePool>, "mig" | "timeSlicing">): string =>
  JSON.stringify({
    version: "v1",
    flags: { migStrategy: pool.mig === undefined ? "none" : "single" },
    ...(pool.timeSlicing === undefined
      ? {}
      : {
          sharing: {
            timeSlicing: {
              failRequestsGreaterThanOne: true,
              resources: [{ name: acceleratorResource.nvidia, replicas: pool.timeSlicing }],
            },
          },
        }),
  });

/** Values of the NVIDIA device plugin with GPU feature discovery. */
export const devicePluginValues = (args: GpuValuesArgs): Values => ({
  config: { map: devicePluginConfigs(args.pools), default: "default" },
  nodeSelector: { "ai-platform/gpu-software": "cluster" },
  tolerations: tolerationsOf(args.pools),
  gfd: { enabled: true },
  // The chart adds SYS_ADMIN wherever it is given configurations, since one might partition GPUs. None does: MIG is the
  // operator's.
  securityContext: unprivilegedContainer,
  podSecurityContext: unprivilegedPod,
  resources: { requests: { cpu: "10m", memory: "128Mi" }, limits: { memory: "256Mi" } },
  // No pool shares GPUs by MPS, so that its daemon runs nowhere; what the chart installs of it need not see the node.
  mps: { enableHostPID: false },
  // Else the chart brings Node Feature Discovery along, which has its own chart here: two of it collide.
  nfd: { enabled: false },
  // It would take the EFA devices for InfiniBand and mount them into every pod.
  mofedEnabled: false,
});

/** Values of the exporter of GPU metrics; the observability layer scrapes it. */
export const dcgmExporterValues = (args: GpuValuesArgs): Values => ({
  nodeSelector: nvidiaNodes,
  tolerations: tolerationsOf(args.pools),
  podSecurityContext: unprivilegedPod,
  // Its custom resource does not exist before the observability layer.
  serviceMonitor: { enabled: false },
});

/** Values of Node Feature Discovery, which labels accelerated nodes with what their hardware can do. */
export const nodeFeatureDiscoveryValues = (args: GpuValuesArgs): Values => ({
  // The job that would clean up is a hook, which charts installed as objects do not run.
  postDeleteCleanup: false,
  master: {
    ...controllers,
    extraLabelNs: ["nvidia.com"],
    podSecurityContext: unprivilegedPod,
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
  },
  gc: { ...controllers, podSecurityContext: unprivilegedPod },
  worker: {
    nodeSelector: nvidiaNodes,
    tolerations: tolerationsOf(args.pools),
    podSecurityContext: unprivilegedPod,
  },
});

/** Values of the EFA device plugin. */
export const efaPluginValues = (args: GpuValuesArgs): Values => ({
  // The chart takes it from us-west-2 wherever the nodes are, past the ECR endpoints of their VPC.
  image: { repository: `${eksRegistry(args.region)}/eks/aws-efa-k8s-device-plugin` },
  nodeSelector: { "ai-platform/efa": "true" },
  tolerations: tolerationsOf(args.pools),
  resources: { limits: { memory: "128Mi" } },
});

/** Values of the Neuron chart: the device plugin alone. Node repair is the node monitoring agent's. */
export const neuronValues = (): Values => ({ npd: { enabled: false } });

/**
 * Values of the NVIDIA GPU operator. Driver and container toolkit are in the machine image; the MIG manager is what it is
 * chosen for.
 */
export const operatorValues = (args: GpuValuesArgs): Values => ({
  // Upgrade and clean-up of definitions are hooks, which charts installed as objects do not run.
  operator: {
    upgradeCRD: false,
    cleanupCRD: false,
    ...controllers,
  },
  driver: { enabled: false },
  toolkit: { enabled: false },
  nfd: { enabled: false },
  daemonsets: { tolerations: tolerationsOf(args.pools) },
  mig: { strategy: "single" },
  migManager: {
    enabled: args.pools.some((pool) => pool.mig !== undefined && pool.operatingSystem === "al2023"),
    // Cloud GPUs leave MIG mode only at a reboot of the node.
    env: [{ name: "WITH_REBOOT", value: "true" }],
  },
  devicePlugin: {
    env: [{ name: "MOFED_ENABLED", value: "false" }],
    config: {
      create: true,
      name: "device-plugin-configs",
      default: "default",
      data: devicePluginConfigs(args.pools),
    },
  },
  dcgmExporter: {
    enabled: args.dcgmExporter,
    serviceMonitor: { enabled: false },
  },
  sandboxDevicePlugin: { enabled: false },
  kataSandboxDevicePlugin: { enabled: false },
  vfioManager: { enabled: false },
  vgpuDeviceManager: { enabled: false },
  ccManager: { enabled: false },
});
