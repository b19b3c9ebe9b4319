/** A team's part of each layer: its traffic and its identity. */
export { TeamAccess, type TeamAccessArgs } from "../teams/access.ts";
export type { TeamDashboard } from "../teams/dashboard.ts";
export { TeamIdentity, type TeamIdentityArgs } from "../teams/identity.ts";
export { TeamTelemetry, type TeamTelemetryArgs } from "../teams/telemetry.ts";
export type { TeamTraffic } from "../teams/traffic.ts";
