import { type AlertRule, rule } from "./alert-rule.ts";

/** Hours after which a backup that is made each night is missing. */
const backupHours = 26;

/** Alerts on what the platform's controllers do for others. Those of a controller that does not run have no metrics. */
export const controllerRules: readonly AlertRule[] = [
  rule(
    "BackupFailed",
    "critical",
    "1m",
    "sum by (schedule) (increase(velero_backup_failure_total[1h])" +
      " + increase(velero_backup_partial_failure_total[1h])" +
      " + increase(velero_backup_validation_failure_total[1h])) > 0",
    "A backup of the cluster failed",
    "See `velero backup describe` of the last backup of schedule {{ $labels.schedule }}, and make one by hand.",
  ),
  rule(
    "BackupMissing",
    "critical",
    "15m",
    // Velero has the series from its start, with nothing but zero until the first backup.
    `time() - max by (schedule) (velero_backup_last_successful_timestamp{schedule!=""}) > ${backupHours * 3600}` +
      ` and on () (time() - max(process_start_time_seconds{job=~".*velero"})) > ${backupHours * 3600}`,
    "No backup of the cluster for more than a day",
    "The last of schedule {{ $labels.schedule }} is too old. See whether Velero runs, and reaches its bucket.",
  ),
  rule(
    "VaultSealed",
    "critical",
    "5m",
    // A sealed server is not ready either, whether or not it still answers with metrics.
    '(max by (pod) (vault_core_unsealed{namespace="vault"}) == 0) or' +
      ' (max by (pod) (kube_pod_status_ready{namespace="vault",pod=~"vault-[0-9]+",condition="true"}) == 0)',
    "Vault server {{ $labels.pod }} is sealed or not ready",
    "It unseals itself by its KMS key: see its log, and whether its role may use the key.",
  ),
  rule(
    "JobsWaitLong",
    "warning",
    "2h",
    "sum by (cluster_queue) (kueue_pending_workloads) > 0" +
      " unless on (cluster_queue) sum by (cluster_queue) (increase(kueue_admitted_workloads_total[2h])) > 0",
    "Jobs of {{ $labels.cluster_queue }} wait, and none was admitted for two hours",
    "See the condition of the oldest Workload: it asks for more than its queue may have, or nothing is given back.",
  ),
  rule(
    "CertificateExpires",
    "critical",
    "1h",
    "max by (name, exported_namespace) (certmanager_certificate_expiration_timestamp_seconds) - time() < 7 * 86400",
    "Certificate {{ $labels.name }} of {{ $labels.exported_namespace }} expires within a week",
    "cert-manager renews it much earlier: see the condition of the Certificate and the log of cert-manager.",
  ),
  rule(
    "CertificateNotReady",
    "warning",
    "30m",
    'max by (name, exported_namespace) (certmanager_certificate_ready_status{condition!="True"}) == 1',
    "Certificate {{ $labels.name }} of {{ $labels.exported_namespace }} is not ready",
    "See the condition of the Certificate, and of its CertificateRequest.",
  ),
  rule(
    "SecretNotSynced",
    "warning",
    "15m",
    'max by (name, exported_namespace) (externalsecret_status_condition{condition="Ready",status="False"}) == 1',
    "Secret {{ $labels.name }} of {{ $labels.exported_namespace }} is not brought up to date",
    "See the events of the ExternalSecret: the secret in Secrets Manager, or the right to read it, may be gone.",
  ),
];
