import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { skip } from "../support/skip.ts";
import { LocalPrometheus } from "./local-prometheus.ts";
import { type MonitoredEndpoint, planScrape } from "./planned-scrape.ts";
import { PlannedCluster } from "./support/cluster-objects.ts";
import { isInstalled } from "./telemetry-software.ts";

/**
 * Labels as DCGM exporter 4.8 renders them (internal/pkg/rendermetrics in
 * https://github.com/NVIDIA/dcgm-exporter, read 2026-11-24): those of the pod only where one holds the GPU.
 */
const gpu = (index: number, holder = ""): string =>
  `gpu="${index}",UUID="GPU-604ac76c-d9cf-fef3-62e9-${index}",pci_bus_id="00000000:0${index}:00.0",device="nvidia${index}",` +
  `modelName="NVIDIA L4",Hostname="gpu-node"${holder}`;
const held = (pod: string) => `,container="main",namespace="research",pod="${pod}"`;

let xid = 0;
const exposition = () => `# HELP DCGM_FI_DEV_GPU_UTIL GPU utilization (in %).
# TYPE DCGM_FI_DEV_GPU_UTIL gauge
DCGM_FI_DEV_GPU_UTIL{${gpu(0, held("idle-notebook"))}} 0
DCGM_FI_DEV_GPU_UTIL{${gpu(1, held("busy-training"))}} 97
DCGM_FI_DEV_GPU_UTIL{${gpu(2)}} 0
# HELP DCGM_FI_DEV_FB_USED Framebuffer memory used (in MiB).
# TYPE DCGM_FI_DEV_FB_USED gauge
DCGM_FI_DEV_FB_USED{${gpu(0, held("idle-notebook"))}} 100
DCGM_FI_DEV_FB_USED{${gpu(1, held("busy-training"))}} 23000
DCGM_FI_DEV_FB_USED{${gpu(2)}} 0
# HELP DCGM_FI_DEV_FB_FREE Framebuffer memory free (in MiB).
# TYPE DCGM_FI_DEV_FB_FREE gauge
DCGM_FI_DEV_FB_FREE{${gpu(0, held("idle-notebook"))}} 22900
DCGM_FI_DEV_FB_FREE{${gpu(1, held("busy-training"))}} 10
DCGM_FI_DEV_FB_FREE{${gpu(2)}} 23000
# HELP DCGM_FI_DEV_XID_ERRORS Value of the last XID error encountered.
# TYPE DCGM_FI_DEV_XID_ERRORS gauge
DCGM_FI_DEV_XID_ERRORS{${gpu(0, held("idle-notebook"))}} 0
DCGM_FI_DEV_XID_ERRORS{${gpu(1, held("busy-training"))}} 0
DCGM_FI_DEV_XID_ERRORS{${gpu(2)}} ${xid}
`;

describe("the alerts on GPUs, in a real Prometheus", () => {
  let exporter: Server;
  let prometheus: LocalPrometheus;

  before(async function () {
    if (!isInstalled("prometheus"))
      skip(this, "Prometheus is not installed (Debian: apt-get install prometheus)");
    const cluster = await PlannedCluster.of("prod");
    const monitor = cluster.get("ServiceMonitor", "observability", "dcgm-exporter-operator");
    const [endpoint] = (monitor.spec as { endpoints: [MonitoredEndpoint] }).endpoints;
    exporter = createServer((request, response) => {
      response.writeHead(request.url === endpoint.path ? 200 : 404, {
        "content-type": "text/plain; version=0.0.4",
      });
      response.end(exposition());
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => exporter.once("listening", resolve));
    const { port } = exporter.address() as AddressInfo;
    prometheus = await LocalPrometheus.start(cluster, [
      planScrape("dcgm-exporter", endpoint, [
        {
          address: `127.0.0.1:${port}`,
          namespace: "gpu-operator",
          service: "nvidia-dcgm-exporter",
          pod: "nvidia-dcgm-exporter-x7k2p",
          container: "nvidia-dcgm-exporter",
          node: "ip-10-30-1-7.ec2.internal",
        },
      ]),
    ]);
    await prometheus.found("DCGM_FI_DEV_GPU_UTIL");
  });
  after(async () => {
    await prometheus?.stop();
    exporter?.close();
  });

  const named = ({ namespace, pod, gpu: index }: Readonly<Record<string, string>>) => ({
    namespace,
    pod,
    gpu: index,
  });

  it("name the pod that holds an idle GPU, and leave a free one alone", async () => {
    await prometheus.found('ALERTS{alertname="GpuIdle"}');
    assert.deepEqual((await prometheus.firing("GpuIdle")).map(named), [
      { namespace: "research", pod: "idle-notebook", gpu: "0" },
    ]);
  });

  it("name the pod whose GPU memory is full", async () => {
    await prometheus.found('ALERTS{alertname="GpuMemoryFull"}');
    assert.deepEqual((await prometheus.firing("GpuMemoryFull")).map(named), [
      { namespace: "research", pod: "busy-training", gpu: "1" },
    ]);
  });

  it("name the node of a GPU that reports an error, by Kubernetes' name", async () => {
    assert.deepEqual(await prometheus.firing("GpuError"), []);
    xid = 79;
    const [alert] = await prometheus.found('ALERTS{alertname="GpuError"}');
    assert.deepEqual([alert?.node, alert?.gpu], ["ip-10-30-1-7.ec2.internal", "2"]);
  });

  it("leave the target itself named after the exporter's namespace", async () => {
    const [up] = await prometheus.found("up");
    assert.deepEqual(
      [up?.namespace, up?.service, up?.pod],
      ["gpu-operator", "nvidia-dcgm-exporter", undefined],
    );
  });
});
