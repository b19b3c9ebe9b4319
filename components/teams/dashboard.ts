import { teamNamespace } from "./names.ts";

/** What decides what a team's dashboard shows. */
export interface TeamDashboard {
  /** Name of the team. */
  readonly team: string;
  /** Whether the team's pods may have GPUs. */
  readonly gpus: boolean;
  /** Name of the team's ClusterQueue. Default: there are no queues. */
  readonly queue?: string | undefined;
}

interface Panel {
  readonly title: string;
  /** PromQL. */
  readonly expr: string;
  /** Labels that name a line, in Grafana's braces. */
  readonly legend: string;
  /** Unit by Grafana's name. Default: a plain number. */
  readonly unit?: string;
}

/** What is shown, two panels a row. */
function panels({ team, gpus, queue }: TeamDashboard): Panel[] {
  const here = `namespace="${teamNamespace(team)}"`;
  const quota = `${here},resourcequota="quota"`;
  return [
    { title: "Pods by phase", expr: `sum by (phase) (kube_pod_status_phase{${here}})`, legend: "{{phase}}" },
    { title: "Alerts", expr: `ALERTS{${here},alertstate="firing"}`, legend: "{{alertname}} {{pod}}" },
    {
      title: "Quota in use",
      expr: `kube_resourcequota{${quota},type="used"} / ignoring(type) (kube_resourcequota{${quota},type="hard"} > 0)`,
      legend: "{{resource}}",
      unit: "percentunit",
    },
    {
      title: "CPU, ten pods that use most",
      expr: `topk(10, sum by (pod) (rate(container_cpu_usage_seconds_total{${here},container!=""}[5m])))`,
      legend: "{{pod}}",
    },
    {
      title: "Memory, ten pods that use most",
      expr: `topk(10, sum by (pod) (container_memory_working_set_bytes{${here},container!=""}))`,
      legend: "{{pod}}",
      unit: "bytes",
    },
    ...(gpus
      ? [
          {
            title: "GPU in use",
            expr: `avg by (pod, gpu) (DCGM_FI_DEV_GPU_UTIL{${here}})`,
            legend: "{{pod}} {{gpu}}",
            unit: "percent",
          },
        ]
      : []),
    ...(queue === undefined
      ? []
      : [
          {
            title: "Jobs that wait",
            expr: `sum by (status) (kueue_pending_workloads{cluster_queue="${queue}"})`,
            legend: "{{status}}",
          },
        ]),
  ];
}

/**
 * What a team asks first: do my pods run, what do I have left, who waits, what is wrong. In Grafana's model of a dashboard (https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/).
 */
export const teamDashboard = (args: TeamDashboard) => ({
  uid: teamNamespace(args.team),
  title: `Team ${args.team}`,
  tags: ["team"],
  timezone: "browser",
  time: { from: "now-6h", to: "now" },
  refresh: "1m",
  schemaVersion: 39,
  panels: panels(args).map(({ title, expr, legend, unit }, index) => ({
    id: index + 1,
    type: "timeseries",
    title,
    datasource: { type: "prometheus", uid: "prometheus" },
    gridPos: { x: 12 * (index % 2), y: 8 * Math.floor(index / 2), w: 12, h: 8 },
    fieldConfig: { defaults: { ...(unit === undefined ? {} : { unit }), min: 0 }, overrides: [] },
    targets: [{ refId: "A", expr, legendFormat: legend }],
  })),
});
