import { acceleratorResource, devicePluginConfig, type NodePool } from "./node-pool.ts";

/** What the values depend on, apart from the pools. */
export interface GpuValuesArgs {
  readonly pools: readonly NodePool[];
  readonly dcgmExporter: boolean;
  /** Registry prefix for images. Default: the image's own registry. */
  readonly imageMirror?: string | undefined;
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
  nodeSelector: { "kubernetes.io/os": "linux", "ai-platform/purpose": "system" },
  tolerations: [{ key: "CriticalAddonsOnly", operator: "Exists" }],
};
const nvidiaNodes = { "ai-platform/accelerator": "nvidia" };

const mirrored = (repository: string, mirror: string | undefined): string =>
  mirror === undefined ? repository : `${mirror}/${repository}`;

const from = (repository: string, mirror: string | undefined): Values =>
  mirror === undefined ? {} : { image: { repository: mirrored(repository, mirror) } };

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
  ...from("nvcr.io/nvidia/k8s-device-plugin", args.imageMirror),
  config: { map: devicePluginConfigs(args.pools), default: "default" },
  nodeSelector: { "ai-platform/gpu-software": "cluster" },
  tolerations: tolerationsOf(args.pools),
  gfd: { enabled: true },
  // It would take the EFA devices for InfiniBand and mount them into every pod.
  mofedEnabled: false,
});

/** Values of the exporter of GPU metrics; the observability layer scrapes it. */
export const dcgmExporterValues = (args: GpuValuesArgs): Values => ({
  ...from("nvcr.io/nvidia/k8s/dcgm-exporter", args.imageMirror),
  nodeSelector: nvidiaNodes,
  tolerations: tolerationsOf(args.pools),
  // Its custom resource does not exist before the observability layer.
  serviceMonitor: { enabled: false },
});

/** Values of Node Feature Discovery, which labels accelerated nodes with what their hardware can do. */
export const nodeFeatureDiscoveryValues = (args: GpuValuesArgs): Values => ({
  ...from("registry.k8s.io/nfd/node-feature-discovery", args.imageMirror),
  // The job that would clean up is a hook, which charts installed as objects do not run.
  postDeleteCleanup: false,
  master: {
    ...controllers,
    extraLabelNs: ["nvidia.com"],
    resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "512Mi" } },
  },
  gc: controllers,
  worker: { nodeSelector: nvidiaNodes, tolerations: tolerationsOf(args.pools) },
});

/** Values of the EFA device plugin. */
export const efaPluginValues = (args: GpuValuesArgs): Values => ({
  nodeSelector: { "ai-platform/efa": "true" },
  tolerations: tolerationsOf(args.pools),
});

/** Values of the Neuron chart: the device plugin alone. Node repair is the node monitoring agent's. */
export const neuronValues = (): Values => ({ npd: { enabled: false } });

/**
 * Values of the NVIDIA GPU operator. Driver and container toolkit are in the machine image; the MIG manager is what it is
 * chosen for.
 */
export const operatorValues = (args: GpuValuesArgs): Values => {
  const { imageMirror: mirror } = args;
  const repository = (path: string): Values =>
    mirror === undefined ? {} : { repository: mirrored(path, mirror) };
  return {
    // Upgrade and clean-up of definitions are hooks, which charts installed as objects do not run.
    operator: {
      ...repository("nvcr.io/nvidia"),
      upgradeCRD: false,
      cleanupCRD: false,
      ...controllers,
    },
    validator: repository("nvcr.io/nvidia"),
    driver: { enabled: false },
    toolkit: { enabled: false },
    nfd: { enabled: false },
    daemonsets: { tolerations: tolerationsOf(args.pools) },
    mig: { strategy: "single" },
    migManager: {
      ...repository("nvcr.io/nvidia/cloud-native"),
      enabled: args.pools.some((pool) => pool.mig !== undefined && pool.operatingSystem === "al2023"),
      // Cloud GPUs leave MIG mode only at a reboot of the node.
      env: [{ name: "WITH_REBOOT", value: "true" }],
    },
    devicePlugin: {
      ...repository("nvcr.io/nvidia"),
      env: [{ name: "MOFED_ENABLED", value: "false" }],
      config: {
        create: true,
        name: "device-plugin-configs",
        default: "default",
        data: devicePluginConfigs(args.pools),
      },
    },
    gfd: repository("nvcr.io/nvidia"),
    dcgmExporter: {
      ...repository("nvcr.io/nvidia/k8s"),
      enabled: args.dcgmExporter,
      serviceMonitor: { enabled: false },
    },
    sandboxDevicePlugin: { enabled: false },
    kataSandboxDevicePlugin: { enabled: false },
    vfioManager: { enabled: false },
    vgpuDeviceManager: { enabled: false },
    ccManager: { enabled: false },
  };
};
