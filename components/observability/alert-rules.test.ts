import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skip } from "../../tests/support/skip.ts";
import { type AlertLimits, alertGroups } from "./alert-rules.ts";

const limits: AlertLimits = {
  serviceNamespaces: ["mlflow", "inference"],
  inferenceLatencySeconds: 0.5,
  maxGpus: 4,
  gpuIdleMinutes: 60,
};

const rules = alertGroups(limits).flatMap((group) => group.rules);

/** One minute apart, as promtool writes it: so many equal samples. */
const steady = (series: string, value: number): Series => ({ series, values: `${value}x200` });

interface Series {
  readonly series: string;
  readonly values: string;
}

/** What must fire at these metrics, and what must not, both with others beside them; by alert. */
const cases: readonly {
  readonly alert: string;
  readonly fires: Series;
  readonly rests: Series;
  readonly with?: readonly Series[];
}[] = [
  {
    alert: "NodeNotReady",
    fires: steady('kube_node_status_condition{node="a",condition="Ready",status="true"}', 0),
    rests: steady('kube_node_status_condition{node="a",condition="Ready",status="true"}', 1),
  },
  {
    alert: "GpuIdle",
    fires: steady('DCGM_FI_DEV_GPU_UTIL{namespace="research",pod="notebook",gpu="0",node="a"}', 1),
    rests: steady('DCGM_FI_DEV_GPU_UTIL{namespace="research",pod="notebook",gpu="0",node="a"}', 60),
  },
  {
    alert: "GpuIdle",
    fires: steady('DCGM_FI_DEV_GPU_UTIL{namespace="research",pod="notebook",gpu="0",node="a"}', 1),
    // Nobody holds it: the exporter's namespace is all that it is named after.
    rests: steady('DCGM_FI_DEV_GPU_UTIL{namespace="gpu-operator",gpu="0",node="a"}', 0),
  },
  {
    alert: "GpusAboveBudget",
    fires: steady('kube_node_status_capacity{resource="nvidia_com_gpu",node="a"}', 8),
    rests: steady('kube_node_status_capacity{resource="nvidia_com_gpu",node="a"}', 4),
  },
  {
    alert: "PodsCannotBeScheduled",
    fires: steady('kube_pod_status_unschedulable{namespace="research",pod="a"}', 1),
    rests: steady('kube_pod_status_unschedulable{namespace="research",pod="a"}', 0),
  },
  {
    alert: "BackupFailed",
    fires: { series: 'velero_backup_failure_total{schedule="nightly"}', values: "0x170 1x30" },
    rests: steady('velero_backup_failure_total{schedule="nightly"}', 3),
    with: ["partial_", "validation_"].map((kind) =>
      steady(`velero_backup_${kind}failure_total{schedule="nightly"}`, 0),
    ),
  },
  {
    alert: "BackupMissing",
    // The clock of the test begins at 0, long after this.
    fires: steady('velero_backup_last_successful_timestamp{schedule="nightly"}', -200_000),
    rests: steady('velero_backup_last_successful_timestamp{schedule="nightly"}', 0),
    with: [steady('process_start_time_seconds{job="observability/velero"}', -200_000)],
  },
  {
    alert: "VaultSealed",
    fires: steady('vault_core_unsealed{namespace="vault",pod="vault-0"}', 0),
    rests: steady('vault_core_unsealed{namespace="vault",pod="vault-0"}', 1),
  },
  {
    alert: "VaultSealed",
    fires: steady('kube_pod_status_ready{namespace="vault",pod="vault-1",condition="true"}', 0),
    rests: steady(
      'kube_pod_status_ready{namespace="vault",pod="vault-agent-injector-a",condition="true"}',
      0,
    ),
  },
  {
    alert: "JobsWaitLong",
    fires: steady('kueue_pending_workloads{cluster_queue="team-a",status="active"}', 2),
    rests: steady('kueue_pending_workloads{cluster_queue="team-a",status="active"}', 0),
  },
  {
    alert: "CertificateExpires",
    fires: steady(
      'certmanager_certificate_expiration_timestamp_seconds{name="a",exported_namespace="b"}',
      100_000,
    ),
    rests: steady(
      'certmanager_certificate_expiration_timestamp_seconds{name="a",exported_namespace="b"}',
      9e6,
    ),
  },
  {
    alert: "SecretNotSynced",
    fires: steady(
      'externalsecret_status_condition{name="a",exported_namespace="b",condition="Ready",status="False"}',
      1,
    ),
    rests: steady(
      'externalsecret_status_condition{name="a",exported_namespace="b",condition="Ready",status="False"}',
      0,
    ),
  },
  {
    alert: "StatefulServiceDown",
    fires: steady('kube_statefulset_status_replicas_ready{namespace="mlflow",statefulset="a"}', 0),
    rests: steady('kube_statefulset_status_replicas_ready{namespace="mlflow",statefulset="a"}', 1),
    with: [steady('kube_statefulset_replicas{namespace="mlflow",statefulset="a"}', 1)],
  },
];

describe("the platform's alerts", () => {
  it("say how bad it is and what to do", () => {
    assert.equal(new Set(rules.map(({ alert }) => alert)).size, rules.length);
    for (const { alert, annotations, labels } of rules) {
      assert.match(labels.severity, /^(info|warning|critical)$/, alert);
      assert.ok(annotations.summary.length > 0 && annotations.description.length > 20, alert);
    }
  });

  it("carry the limits of the environment", () => {
    const expression = (name: string) => rules.find(({ alert }) => alert === name)?.expr ?? "";
    assert.match(expression("GpusAboveBudget"), /> 4$/);
    assert.match(expression("InferenceLatency"), /> 0\.5$/);
    assert.match(expression("GpuIdle"), /\[60m\]/);
    assert.match(expression("ServiceDown"), /namespace=~"mlflow\|inference"/);
  });

  it("are rules that Prometheus accepts, and fire when they must and only then", function () {
    const folder = mkdtempSync(join(tmpdir(), "alerts-"));
    try {
      execFileSync("promtool", ["--version"], { stdio: "ignore" });
    } catch {
      skip(this, "promtool is not installed (Debian: apt-get install prometheus)");
    }
    try {
      writeFileSync(join(folder, "rules.json"), JSON.stringify({ groups: alertGroups(limits) }));
      const tests = cases.flatMap(({ alert, fires, rests, with: beside = [] }) =>
        [fires, rests].map((input) => ({
          interval: "1m",
          input_series: [input, ...beside],
          promql_expr_test: [
            {
              expr: `count(ALERTS{alertname="${alert}",alertstate="firing"}) or vector(0)`,
              eval_time: "190m",
              exp_samples: [{ labels: "{}", value: input === fires ? 1 : 0 }],
            },
          ],
        })),
      );
      const suite = { rule_files: ["rules.json"], evaluation_interval: "1m", tests };
      writeFileSync(join(folder, "tests.json"), JSON.stringify(suite));
      execFileSync("promtool", ["check", "rules", "rules.json"], { cwd: folder });
      execFileSync("promtool", ["test", "rules", "tests.json"], { cwd: folder, stdio: "pipe" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
