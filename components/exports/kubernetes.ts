/** What runs on the cluster: services of one's own, charts, namespaces, secrets, routes and network policies. */
export type { ChartName } from "@aip/facts/charts.ts";
export type { ImageName } from "@aip/facts/images.ts";
export { type AllowTrafficArgs, allowTraffic } from "../kubernetes/allow-traffic.ts";
export { type ChartArgs, installChart, objectsOf } from "../kubernetes/chart.ts";
export {
  type ExternalSecretArgs,
  type RemoteValue,
  type SyncedSecret,
  syncSecret,
} from "../kubernetes/external-secret.ts";
export { image } from "../kubernetes/image.ts";
export type { Mirrors } from "../kubernetes/mirrors.ts";
export { type MonitorArgs, monitorService } from "../kubernetes/monitor.ts";
export {
  PlatformNamespace,
  type PlatformNamespaceArgs,
  platformNamespaces,
} from "../kubernetes/namespace.ts";
export type { ConfigMapFiles, PodInputs, SecretFiles, SecretKey } from "../kubernetes/pod-inputs.ts";
export {
  type JobStep,
  type RestrictedJobArgs,
  restrictedJob,
  type ScheduledJobArgs,
  scheduledJob,
} from "../kubernetes/restricted-job.ts";
export { type GatewayReference, type RouteArgs, routeService } from "../kubernetes/route.ts";
export {
  type Flow,
  type Peer,
  podIdentityAgent,
  publicHttps,
} from "../kubernetes/traffic.ts";
export { Workload } from "../kubernetes/workload.ts";
export type {
  ConfigFiles,
  Probes,
  Resources,
  Scaling,
  WorkloadArgs,
  WorkloadRoute,
} from "../kubernetes/workload-args.ts";
