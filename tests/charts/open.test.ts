import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findHelm } from "@aip/sandbox/charts/helm.ts";
import { render } from "@aip/sandbox/charts/render.ts";
import { withSchemas } from "@aip/sandbox/charts/schemas.ts";
import { findChart } from "@aip/sandbox/charts/source.ts";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { redact } from "@aip/sandbox/core/secrets.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { skip } from "../support/skip.ts";
import { missingHelm, ownCharts, withCharts } from "./own-charts.ts";

type Args = Partial<kubernetes.helm.v4.ChartArgs>;

/** Runs a program with a chart of our own for each of the arguments, in one namespace. */
function run(
  charts: readonly Args[],
  more: (charts: readonly kubernetes.helm.v4.Chart[]) => object = () => ({}),
) {
  const program = async () => {
    const namespace = new kubernetes.core.v1.Namespace("n", { metadata: { name: "harbour" } });
    const installed = charts.map(
      (args, place) =>
        new kubernetes.helm.v4.Chart(
          `lantern-${place}`,
          { chart: "lantern", version: "0.1.0", namespace: "harbour", ...args },
          { dependsOn: [namespace] },
        ),
    );
    return { ...more(installed) };
  };
  const cloud = simulatedCloud({ region: "us-east-1" });
  return runProgram({ project: "p", stack: "s", config: {}, program, cloud, stacks: new Map() });
}

const childrenIn = ({ resources }: ProgramResult) =>
  resources.filter(({ parent }) => parent.includes("helm.sh/v4:Chart"));

const child = (result: ProgramResult, type: string): Properties =>
  redact(childrenIn(result).find((resource) => resource.type.endsWith(type))?.inputs) as Properties;

describe("a chart that is opened", function () {
  this.timeout(30_000);

  before(function () {
    const reason = missingHelm();
    if (reason !== undefined) skip(this, reason);
  });

  it("has every object that it renders to as a child, and no hook", async () => {
    const result = await withCharts(ownCharts, () => run([{}]));
    assert.deepEqual(
      childrenIn(result).map(({ type, name }) => `${type} ${name}`),
      [
        "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition lantern-0:nodefeaturegroups.nfd.k8s-sigs.io",
        "kubernetes:core/v1:ServiceAccount lantern-0:harbour/lantern-0",
        "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole lantern-0:lantern-0",
        "kubernetes:core/v1:ConfigMap lantern-0:harbour/lantern-0",
        "kubernetes:core/v1:Secret lantern-0:harbour/lantern-0",
        "kubernetes:apps/v1:Deployment lantern-0:harbour/lantern-0",
        "kubernetes:nfd.k8s-sigs.io/v1alpha1:NodeFeatureGroup lantern-0:harbour/lantern-0",
      ],
    );
    assert.deepEqual(child(result, ":Secret").stringData, "[secret]");
    assert.match(
      JSON.stringify(child(result, ":CustomResourceDefinition")),
      /"openAPIV3Schema":"sha256:[0-9a-f]{64}"/,
    );
    assert.deepEqual(
      result.charts.opened.map(({ chart }) => chart),
      ["lantern"],
    );
  });

  it("renders with the release name and the values that the program gives", async () => {
    const result = await withCharts(ownCharts, () =>
      run([{ name: "port", values: { note: "red" }, skipCrds: true }]),
    );
    assert.deepEqual(child(result, ":ConfigMap").metadata, { name: "port", namespace: "harbour" });
    assert.equal((child(result, ":ConfigMap").data as Properties).note, "red");
    assert.ok(!childrenIn(result).some(({ type }) => type.endsWith(":CustomResourceDefinition")));
  });

  it("hands its objects to the program, for what has to wait for them", async () => {
    let urns: readonly string[] = [];
    await withCharts(ownCharts, () =>
      run([{}], ([chart]) => ({
        urns: pulumi
          .output(chart?.resources)
          .apply((all) => (all ?? []) as unknown[])
          .apply((all) =>
            pulumi.all(all.filter((one) => pulumi.Resource.isInstance(one)).map(({ urn }) => urn)),
          )
          .apply((found) => {
            urns = found;
            return found;
          }),
      })),
    );
    assert.equal(urns.length, 6);
    assert.ok(
      urns.some((urn) => urn.endsWith("Chart$kubernetes:apps/v1:Deployment::lantern-0:harbour/lantern-0")),
    );
  });

  it("is refused with the object and the field, as any other object", async () => {
    await withCharts(ownCharts, () =>
      assert.rejects(
        run([{ values: { broken: true } }]),
        /lantern-0:harbour\/lantern-0 \(kubernetes:apps\/v1:Deployment\) is refused:\n.*volumeMounts\[1\]\.mountPath: found "\/settings"/,
      ),
    );
  });

  it("is refused where another chart has the same object", async () => {
    await withCharts(ownCharts, () =>
      assert.rejects(run([{ name: "port" }, { name: "port" }]), (error: Error) => {
        for (const kind of [
          "Deployment",
          "Secret",
          "ServiceAccount",
          "ClusterRole",
          "CustomResourceDefinition",
        ]) {
          assert.match(error.message, new RegExp(`a name no other ${kind} of the namespace has`));
        }
        return true;
      }),
    );
  });

  it("is refused where it renders differently each time, and nothing is kept", async () => {
    await withCharts(ownCharts, async () => {
      await assert.rejects(
        run([{ values: { random: true } }]),
        /Chart lantern 0\.1\.0 \(.*\): it renders differently each time, so that every `up` changes it: Secret lantern-0\./,
      );
      assert.ok(!existsSync(join(process.env.XDG_CACHE_HOME as string, "aip", "rendered")));
    });
  });

  it("is told of the kinds that are certain to be defined by then, and of no others", async () => {
    const monitored = async (depends: boolean) => {
      const result = await withCharts(ownCharts, () =>
        runProgram({
          ...{ project: "p", stack: "s", config: {}, stacks: new Map() },
          cloud: simulatedCloud({ region: "us-east-1" }),
          program: async () => {
            const definition = new kubernetes.apiextensions.v1.CustomResourceDefinition("d", {
              metadata: { name: "servicemonitors.monitoring.coreos.com" },
              spec: {
                group: "monitoring.coreos.com",
                names: { kind: "ServiceMonitor", plural: "servicemonitors" },
                scope: "Namespaced",
                versions: [
                  {
                    name: "v1",
                    served: true,
                    storage: true,
                    schema: { openAPIV3Schema: { type: "object" } },
                  },
                ],
              },
            });
            new kubernetes.helm.v4.Chart(
              "lantern",
              { chart: "lantern", version: "0.1.0", namespace: "default" },
              { dependsOn: depends ? [definition] : [] },
            );
            return {};
          },
        }),
      );
      return (child(result, ":ConfigMap").data as Properties).monitored;
    };
    assert.equal(await monitored(true), "true");
    assert.equal(await monitored(false), "false");
  });

  it("shows no text of a secret value", async () => {
    const result = await withCharts(ownCharts, () =>
      run([{ values: { note: pulumi.secret("s3cret-oil") as unknown as string } }]),
    );
    assert.doesNotMatch(JSON.stringify(childrenIn(result).map(({ inputs }) => redact(inputs))), /s3cret-oil/);
  });

  it("is rendered once, and read from the cache afterwards, schemas of its definitions included", async () => {
    await withCharts(ownCharts, async () => {
      const [helm, source] = [findHelm(), findChart({ name: "lantern", version: "0.1.0" })];
      assert.ok(helm !== undefined && typeof source !== "string");
      const release = {
        ...{ name: "a", namespace: "n", values: {}, skipCrds: false },
        ...{ kubernetes: "1.35", apiVersions: [] },
      };
      const first = await render(helm, source, release);
      const files = readdirSync(join(process.env.XDG_CACHE_HOME as string, "aip", "rendered"));
      // A Helm that is not there renders nothing.
      const second = await render({ ...helm, path: "/nowhere/helm" }, source, release);
      assert.deepEqual(second, first);
      assert.doesNotMatch(JSON.stringify(second), /x-kubernetes-preserve-unknown-fields/);
      assert.match(JSON.stringify(second.map(withSchemas)), /x-kubernetes-preserve-unknown-fields/);
      assert.equal(files.length, 2);
      await assert.rejects(
        render({ ...helm, path: "/nowhere/helm" }, source, { ...release, namespace: "m" }),
        /ENOENT/,
      );
    });
  });
});

describe("a chart that stays closed", () => {
  it("is a resource without children, and the reason is given", async () => {
    const result = await withCharts(ownCharts, () => run([{ version: "0.2.0" }, { chart: "absent" }]));
    assert.deepEqual(childrenIn(result), []);
    if (findHelm() === undefined) {
      assert.deepEqual(
        result.charts.closed.map(({ reason }) => reason),
        ["helm is not on PATH", "helm is not on PATH"],
      );
      return;
    }
    assert.match(result.charts.closed[0]?.reason ?? "", /has version 0\.1\.0$/);
    assert.match(result.charts.closed[1]?.reason ?? "", /^not in .*, which AIP_CHARTS names$/);
  });

  it("is one that the cache does not have", async function () {
    const reason = missingHelm();
    if (reason !== undefined) skip(this, reason);
    const result = await withCharts(undefined, () => run([{}]));
    assert.match(result.charts.closed[0]?.reason ?? "", /^not in the cache/);
  });
});
