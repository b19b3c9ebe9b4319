import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { skip } from "../support/skip.ts";
import { airflowChartValues, taskPod } from "./support/airflow.ts";
import { type ClusterObject, PlannedCluster } from "./support/cluster-objects.ts";
import { run } from "./support/processes.ts";
import { imageFolder, pythonPrograms } from "./support/software.ts";

/** Builds pods as the scheduler's executor does, and asks the policy about tasks as the DAG processor does. */
const program = `
import json, sys, types
from airflow import settings
from airflow.providers.cncf.kubernetes.pod_generator import PodGenerator
from kubernetes.client import ApiClient

def pod_of(override):
    return None if override is None else PodGenerator.deserialize_model_dict(override)

def answer(case):
    workload = {"ti": {}, "dag_rel_path": case.get("file", "train.py"), "bundle_info": {"name": case["bundle"]}}
    arguments = ["python", "-m", "airflow.sdk.execution_time.execute_workload", "--json-string", json.dumps(workload)]
    template = PodGenerator.deserialize_model_file(case.get("template", sys.argv[1]))
    try:
        pod = PodGenerator.construct_pod(
            dag_id="train", task_id="fit", pod_id="train-fit", try_number=1, kube_image="airflow:here", date=None,
            args=arguments, pod_override_object=pod_of(case.get("override")), base_worker_pod=template,
            namespace="airflow", scheduler_job_id="1", with_mutation_hook=True,
        )
        scheduler = ApiClient().sanitize_for_serialization(pod)
    except Exception as error:
        scheduler = str(error.__cause__)
    executor_config = case.get("config", {"pod_override": pod_of(case.get("override"))})
    try:
        settings.task_policy(types.SimpleNamespace(task_id="fit", dag_id="train", executor_config=executor_config))
        processor = "taken"
    except Exception as error:
        processor = str(error)
    return {"scheduler": scheduler, "processor": processor}

print("ANSWER" + json.dumps([answer(case) for case in json.load(sys.stdin)]))
`;

interface Case {
  readonly bundle: string;
  readonly file?: string;
  readonly template?: string;
  readonly override?: object;
  readonly config?: object;
}

interface Answer {
  readonly scheduler: string | { readonly spec: Readonly<Record<string, unknown>> };
  readonly processor: string;
}

const container = (more: object) => ({ spec: { containers: [{ name: "base", ...more }] } });
const spec = (more: object) => ({ spec: { containers: [{ name: "base" }], ...more } });

/** What a DAG may not ask for, and the path by which both sides name it. */
const refused: readonly (readonly [string, object, string])[] = [
  [
    "the service account of another folder",
    spec({ serviceAccountName: "airflow-task-speech" }),
    "spec.serviceAccountName",
  ],
  ["another namespace", { metadata: { namespace: "kube-system" }, ...spec({}) }, "metadata.namespace"],
  ["a folder of the node", spec({ volumes: [{ name: "node", hostPath: { path: "/" } }] }), "spec.volumes"],
  ["the node's network", spec({ hostNetwork: true }), "spec.hostNetwork"],
  [
    "a privileged container",
    container({ securityContext: { privileged: true } }),
    "spec.containers[0].securityContext",
  ],
  ["another image", container({ image: "docker.io/library/python:3" }), "spec.containers[0].image"],
  ["another program", container({ command: ["sh"] }), "spec.containers[0].command"],
  [
    "a secret of Airflow",
    container({
      env: [{ name: "X", valueFrom: { secretKeyRef: { name: "airflow-admin", key: "password" } } }],
    }),
    "spec.containers[0].env",
  ],
  [
    "a second container",
    { spec: { containers: [{ name: "base" }, { name: "other", image: "x" }] } },
    "spec.containers",
  ],
  [
    "a container before its own",
    spec({ initContainers: [{ name: "first", image: "x" }] }),
    "spec.initContainers",
  ],
];

const wanted = spec({
  containers: [{ name: "base", resources: { requests: { cpu: "4", memory: "32Gi" } } }],
  nodeSelector: { "karpenter.sh/nodepool": "gpu" },
  tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }],
});

describe("the pods of Airflow's tasks, by the executor and the cluster policy of its image", function () {
  this.timeout(300_000);
  let cluster: PlannedCluster;
  let template: ClusterObject & { readonly spec: Readonly<Record<string, unknown>> };
  let folder: string;
  const cases: readonly Case[] = [
    { bundle: "vision" },
    { bundle: "platform", override: wanted },
    ...refused.map(([, override]) => ({ bundle: "vision", override })),
    { bundle: "vision", override: container({ args: ["bash", "-c", "id"] }) },
    { bundle: "vision", file: "../platform/features.py" },
    { bundle: "vision", config: { pod_template_file: "/tmp/other.yaml" } },
  ];
  let answers: readonly Answer[];
  const answer = (index: number): Answer => answers[index] ?? assert.fail("there is no such case");

  before(async function () {
    const programs = pythonPrograms("airflow");
    if (!programs) return skip(this, "Airflow is not installed: npm run test:real:install");
    folder = mkdtempSync(join(tmpdir(), "aip-airflow-"));
    cluster = await PlannedCluster.of("prod");
    template = taskPod(airflowChartValues(cluster)) as typeof template;
    const file = join(folder, "pod.yaml");
    writeFileSync(file, JSON.stringify(template));
    const { code, output } = await run(["python", "-c", program, file], {
      path: [programs],
      input: JSON.stringify(cases),
      env: {
        HOME: folder,
        AIRFLOW_HOME: folder,
        PYTHONPATH: imageFolder("airflow"),
        AIRFLOW__KUBERNETES_EXECUTOR__POD_TEMPLATE_FILE: file,
        AIRFLOW__KUBERNETES_EXECUTOR__NAMESPACE: "airflow",
        AIRFLOW__KUBERNETES_EXECUTOR__WORKER_CONTAINER_REPOSITORY: "airflow",
        AIRFLOW__KUBERNETES_EXECUTOR__WORKER_CONTAINER_TAG: "here",
      },
      seconds: 240,
    });
    assert.equal(code, 0, output);
    answers = JSON.parse(/^ANSWER(.*)$/m.exec(output)?.[1] ?? assert.fail(output));
  });
  after(() => folder && rmSync(folder, { recursive: true, force: true }));

  it("have the service account of their folder, which the plan makes", () => {
    const { scheduler, processor } = answer(0);
    assert.equal(processor, "taken");
    assert.notEqual(typeof scheduler, "string", String(scheduler));
    const { spec: built } = scheduler as { spec: Record<string, unknown> };
    assert.equal(built.serviceAccountName, "airflow-task-vision");
    // Nothing else is changed but what the executor fills in.
    const {
      containers: [first],
      ...rest
    } = built as { containers: Record<string, unknown>[] };
    const {
      containers: [before],
      ...more
    } = template.spec as { containers: Record<string, unknown>[] };
    assert.deepEqual({ ...rest, serviceAccountName: "airflow-worker" }, more);
    assert.deepEqual(first?.volumeMounts, before?.volumeMounts);
    // What opens all of Airflow, its database and its keys, is not for tasks.
    const secrets = [before, first].map(
      (each) => JSON.stringify(each).match(/"airflow-(database|keys)"/g)?.length ?? 0,
    );
    assert.deepEqual(secrets, [4, 0]);
    for (const name of ["platform", "research", "products"]) {
      cluster.get("ServiceAccount", "airflow", `airflow-task-${name}`);
    }
  });

  it("have what their DAGs ask of the scheduler of Kubernetes", () => {
    const { scheduler, processor } = answer(1);
    assert.equal(processor, "taken");
    assert.notEqual(typeof scheduler, "string", String(scheduler));
    const { spec: built } = scheduler as { spec: Record<string, unknown> };
    assert.equal(built.serviceAccountName, "airflow-task-platform");
    assert.deepEqual(built.nodeSelector, { "karpenter.sh/nodepool": "gpu" });
    assert.match(JSON.stringify(built.containers), /"memory":"32Gi"/);
  });

  for (const [index, [what, , path]] of refused.entries()) {
    it(`are refused with ${what}, when the DAG is read and again when the pod is made`, () => {
      const { scheduler, processor } = answer(2 + index);
      const names = (text: unknown) => String(text).includes(path);
      assert.ok(names(processor) && /Task fit of DAG train asks/.test(processor), processor);
      assert.ok(names(scheduler) && /differs in/.test(String(scheduler)), JSON.stringify(scheduler));
    });
  }

  it("run what the executor says, a file of the folder, from the plan's template", () => {
    const [program, outside, other] = [answer(12), answer(13), answer(14)];
    assert.match(program.processor, /spec\.containers\[0\]\.args/);
    assert.match(String(program.scheduler), /runs python -m airflow\.sdk\.execution_time\.execute_workload/);
    assert.match(String(outside.scheduler), /inside its bundle, and \.\.\/platform\/features\.py is not/);
    assert.match(other.processor, /asks in executor_config for pod_template_file/);
  });
});
