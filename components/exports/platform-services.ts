/** What a cluster runs for everyone: storage, load balancers, DNS, certificates, scaling, delivery, backup, queues, teams. */

export type { ServiceChoices } from "@aip/common/arguments/cluster-services.ts";
export type { TeamArgs } from "@aip/common/arguments/teams.ts";
export { type BackupArgs, ClusterBackup } from "../platform-services/backup.ts";
export { Certificates } from "../platform-services/certificates.ts";
export type { ControllerContext } from "../platform-services/context.ts";
export { Controller, type ControllerArgs } from "../platform-services/controller.ts";
export { GitOps } from "../platform-services/delivery.ts";
export { LoadBalancers } from "../platform-services/load-balancers.ts";
export { PlatformServices } from "../platform-services/platform-services.ts";
export { Queues } from "../platform-services/queues.ts";
export type { PlatformServicesArgs } from "../platform-services/services-args.ts";
export { SharedFileSystem, type SharedFileSystemArgs } from "../platform-services/shared-file-system.ts";
export { Storage, type StorageArgs } from "../platform-services/storage.ts";
export { TeamSpace, type TeamSpaceArgs } from "../platform-services/teams.ts";
