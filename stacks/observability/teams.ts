import type { ObservabilityContext } from "@aip/components/observability/context.ts";
import { clusterQueueName } from "@aip/components/platform-services/queues.ts";
import { TeamTelemetry } from "@aip/components/teams/telemetry.ts";
import { isOn, type Settings } from "@aip/services";
import type { alertmanager } from "@aip/services/alertmanager.ts";
import { grafana } from "@aip/services/grafana.ts";
import { kueue } from "@aip/services/kueue.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "./config.ts";

/** The settings of Alertmanager, and the teams that get their alerts themselves. */
export function alertsOf(
  { environment }: ObservabilityConfig,
  settings: Settings<typeof alertmanager> | undefined,
) {
  const teams = Object.entries(environment.teams).flatMap(([team, { alerts }]) =>
    alerts.emails.length > 0 ? [[team, alerts.emails] as const] : [],
  );
  return settings && { ...settings, teams: Object.fromEntries(teams) };
}

/** What teams have of Prometheus, and of Grafana where it is on. */
export function createTeamTelemetry(
  { environment, cluster }: ObservabilityConfig,
  { namespace }: ObservabilityContext,
  options: pulumi.ComponentResourceOptions,
): void {
  const teams = Object.keys(environment.teams);
  if (teams.length === 0) return;
  const gpus = Object.values(cluster.nodePools).some(({ accelerator }) => accelerator === "nvidia");
  const queues = isOn(kueue, environment);
  const dashboards = teams.map((team) => ({
    team,
    gpus,
    queue: queues ? clusterQueueName(team) : undefined,
  }));
  new TeamTelemetry(
    "teams",
    { namespace, dashboards: isOn(grafana, environment) ? dashboards : [] },
    options,
  );
}
