import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { type TeamDashboard, teamDashboard } from "./dashboard.ts";
import { boundTeamMonitors } from "./monitors.ts";
import { teamNamespace } from "./names.ts";

export interface TeamTelemetryArgs {
  /** The dashboards of the teams, one each; none where there is no Grafana. */
  readonly dashboards: readonly TeamDashboard[];
  /** Namespace of Grafana. */
  readonly namespace: pulumi.Input<string>;
}

/**
 * What teams have of Prometheus and Grafana: monitors that are bound to their own pods, and a dashboard each. Costs
 * nothing.
 *
 * @example
 * import { TeamTelemetry } from "@aip/components";
 *
 * new TeamTelemetry("teams", {
 *   namespace: "observability",
 *   dashboards: [{ team: "vision", gpus: true, queue: "team-vision" }],
 * });
 */
export class TeamTelemetry extends pulumi.ComponentResource {
  constructor(name: string, args: TeamTelemetryArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:teams:TeamTelemetry", name, {}, options);
    const parent = { parent: this };
    boundTeamMonitors(`${name}-monitors`, parent);
    for (const dashboard of args.dashboards) {
      const { team } = dashboard;
      new kubernetes.core.v1.ConfigMap(
        `${name}-${team}-dashboard`,
        {
          metadata: {
            name: `dashboard-${teamNamespace(team)}`,
            namespace: args.namespace,
            // By this label Grafana finds it.
            labels: { grafana_dashboard: "1" },
          },
          data: { [`${teamNamespace(team)}.json`]: JSON.stringify(teamDashboard(dashboard)) },
        },
        parent,
      );
    }
    this.registerOutputs({});
  }
}
