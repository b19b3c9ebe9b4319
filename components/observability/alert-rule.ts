/** A rule as Prometheus reads it. */
export interface AlertRule {
  /** Name of the alert. */
  readonly alert: string;
  /** PromQL: what it gives is what the alert fires for. */
  readonly expr: string;
  /** How long that must hold before the alert fires, as a Prometheus duration. */
  readonly for: string;
  readonly labels: { readonly severity: "info" | "warning" | "critical" };
  /** What a person reads: what happened, and what to do. */
  readonly annotations: { readonly summary: string; readonly description: string };
}

/** A rule of that kind. */
export const rule = (
  alert: string,
  severity: AlertRule["labels"]["severity"],
  wait: string,
  expr: string,
  summary: string,
  description: string,
): AlertRule => ({ alert, expr, for: wait, labels: { severity }, annotations: { summary, description } });
