import type { NodePool } from "@aip/common/arguments/node-pool.ts";

type Value = string | number | boolean | readonly (readonly string[])[];
type Tables = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/** Bottlerocket is configured in TOML (https://bottlerocket.dev/en/os/latest/api/settings/). A JSON value is a TOML value. */
export const toml = (tables: Tables): string =>
  Object.entries(tables)
    .map(([table, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `"${key}" = ${JSON.stringify(value)}`);
      return [`[${table}]`, ...lines].join("\n");
    })
    .join("\n\n");

/** Local disks become one array that holds images, pods and their logs. Karpenter adds the same by itself. */
export const instanceStoreCommands: Tables = {
  "settings.bootstrap-commands.instance-store": {
    commands: [
      ["apiclient", "ephemeral-storage", "init"],
      [
        "apiclient",
        "ephemeral-storage",
        "bind",
        "--dirs",
        "/var/lib/containerd",
        "/var/lib/kubelet",
        "/var/log/pods",
      ],
    ],
    essential: true,
    mode: "always",
  },
};

/** How the image's own device plugin and MIG manager share the GPUs of a pool; nothing where they are whole. */
export function nvidiaSettings(
  pool: Pick<NodePool, "accelerator" | "timeSlicing" | "mig" | "instanceTypes">,
): Tables {
  if (pool.accelerator !== "nvidia") return {};
  const root = "settings.kubelet-device-plugins.nvidia";
  const sharing: Tables =
    pool.timeSlicing === undefined
      ? {}
      : {
          [root]: { "device-sharing-strategy": "time-slicing" },
          [`${root}.time-slicing`]: { replicas: pool.timeSlicing },
        };
  if (pool.mig === undefined) return sharing;
  const profiles = Object.fromEntries(
    pool.instanceTypes.flatMap(({ gpu }) =>
      gpu ? [[`${gpu.model.toLowerCase()}.${Math.round(gpu.memoryGiB)}gb`, pool.mig ?? ""]] : [],
    ),
  );
  return {
    ...sharing,
    [root]: { ...sharing[root], "device-partitioning-strategy": "mig" },
    [`${root}.mig.profile`]: profiles,
  };
}
