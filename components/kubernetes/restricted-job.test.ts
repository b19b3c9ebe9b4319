import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import * as kubernetes from "@pulumi/kubernetes";
import { deploy } from "../testing/deploy.ts";
import { type RestrictedJobArgs, restrictedJob, scheduledJob } from "./restricted-job.ts";

const step = (name: string) => ({
  name,
  image: `registry.example.com/${name}:1.2.3`,
  command: [name],
  resources: { cpu: "50m", memory: "64Mi", memoryLimit: "128Mi" },
});
const plain: RestrictedJobArgs = {
  jobName: "copy",
  namespace: "default",
  labels: { "app.kubernetes.io/name": "copy" },
  steps: [step("fetch"), step("store")],
};

interface Pod {
  readonly containers: Properties[];
  readonly initContainers: Properties[];
  readonly volumes: Properties[];
  readonly [key: string]: unknown;
}
const podOf = (inputs: Properties): Pod => (inputs.spec as { template: { spec: Pod } }).template.spec;

/** What a plan would show. It proves nothing about pods that run. */
async function plan(args: Partial<RestrictedJobArgs> = {}) {
  const deployed = await deploy(() => {
    const provider = new kubernetes.Provider("kubernetes", {});
    restrictedJob("copy", { ...plain, ...args }, { provider });
    scheduledJob("nightly", { ...plain, jobName: "nightly", schedule: "0 2 * * *", ...args }, { provider });
    return {};
  });
  return { job: deployed.inputs("copy"), cron: deployed.inputs("nightly") };
}

describe("a restricted job", () => {
  it("gives no step a privilege, a writable file system but /tmp, or a token", async () => {
    const pod = podOf((await plan()).job);
    assert.equal(pod.automountServiceAccountToken, false);
    assert.equal((pod.securityContext as Properties).runAsNonRoot, true);
    for (const { securityContext, volumeMounts } of [...pod.initContainers, ...pod.containers]) {
      assert.deepEqual(securityContext, {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      });
      assert.deepEqual(volumeMounts, [{ name: "tmp", mountPath: "/tmp" }]);
    }
  });

  it("runs its steps in their order", async () => {
    const pod = podOf((await plan()).job);
    assert.deepEqual(
      [...pod.initContainers, ...pod.containers].map(({ name }) => name),
      ["fetch", "store"],
    );
    assert.equal(pod.containers.length, 1);
    assert.equal("initContainers" in podOf((await plan({ steps: [step("store")] })).job), false);
  });

  it("hands all steps the same files and variables, and secrets by reference", async () => {
    const pod = podOf(
      (
        await plan({
          env: { LEVEL: "info" },
          secretEnv: { TOKEN: { secretName: "copy", key: "token" } },
          secretFiles: [{ volume: "login", secretName: "copy", mountPath: "/etc/login", keys: ["password"] }],
          configMapFiles: [{ volume: "trust", configMapName: "trust", mountPath: "/etc/trust" }],
          memory: { volume: "handover", mountPath: "/handover" },
        })
      ).job,
    );
    for (const { env, volumeMounts } of [...pod.initContainers, ...pod.containers]) {
      assert.deepEqual(env, [
        { name: "HOME", value: "/tmp" },
        { name: "LEVEL", value: "info" },
        { name: "TOKEN", valueFrom: { secretKeyRef: { name: "copy", key: "token" } } },
      ]);
      assert.deepEqual(volumeMounts, [
        { name: "tmp", mountPath: "/tmp" },
        { name: "handover", mountPath: "/handover" },
        { name: "trust", mountPath: "/etc/trust", readOnly: true },
        { name: "login", mountPath: "/etc/login", readOnly: true },
      ]);
    }
    assert.deepEqual(pod.volumes, [
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
      { name: "handover", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } },
      { name: "trust", configMap: { name: "trust" } },
      {
        name: "login",
        secret: { secretName: "copy", defaultMode: 0o440, items: [{ key: "password", path: "password" }] },
      },
    ]);
  });

  it("runs again after one of its secrets has changed, and asks for that only where it has some", async () => {
    const annotations = async (args: Partial<RestrictedJobArgs>) =>
      ((await plan(args)).job.metadata as Properties).annotations;
    const expected = { "secret.reloader.stakater.com/auto": "true" };
    assert.equal(await annotations({}), undefined);
    assert.deepEqual(
      await annotations({ secretFiles: [{ volume: "a", secretName: "a", mountPath: "/a" }] }),
      expected,
    );
    assert.deepEqual(await annotations({ secretEnv: { A: { secretName: "a", key: "a" } } }), expected);
  });

  it("ends after its time, and by the clock never runs twice at once", async () => {
    const { job, cron } = await plan({ deadlineSeconds: 90, retries: 2 });
    const { activeDeadlineSeconds, backoffLimit } = job.spec as Properties;
    assert.deepEqual([activeDeadlineSeconds, backoffLimit], [90, 2]);
    const { schedule, concurrencyPolicy, jobTemplate } = cron.spec as Properties;
    assert.deepEqual([schedule, concurrencyPolicy], ["0 2 * * *", "Forbid"]);
    assert.deepEqual((jobTemplate as Properties).spec, job.spec);
  });
});
