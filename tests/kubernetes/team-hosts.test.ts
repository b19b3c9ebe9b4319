import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { refuseForeignHosts } from "@aip/components/teams/hosts.ts";
import { deploy } from "@aip/components/testing/deploy.ts";
import { parse } from "yaml";
import { skip } from "../support/skip.ts";
import type { Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { gatewayApi } from "./crds.ts";
import { goModule, missingControlPlane } from "./toolchain.ts";

/** Proves what the admission policy refuses, by a real API server. It does not prove what a load balancer routes. */
describe("routes of teams, shown to a real kube-apiserver", function () {
  this.timeout(5 * 60_000);
  let plane: ControlPlane;

  const route = (namespace: string, hostnames: readonly string[] | undefined): Manifest => ({
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "HTTPRoute",
    metadata: { name: "model", namespace },
    spec: {
      parentRefs: [{ name: "platform", namespace: "gateway" }],
      ...(hostnames === undefined ? {} : { hostnames }),
    },
  });
  const refusal = (namespace: string, hostnames?: readonly string[]) =>
    plane.client.apply(route(namespace, hostnames), { dryRun: true });

  before(async function () {
    const reason = missingControlPlane();
    if (reason !== undefined) skip(this, reason);
    plane = await startControlPlane();
    const file = join(
      goModule(gatewayApi.path, gatewayApi.version),
      gatewayApi.folder,
      "gateway.networking.k8s.io_httproutes.yaml",
    );
    await make(parse(readFileSync(file, "utf8")) as Manifest);
    for (const team of ["vision", "speech", undefined]) {
      const name = team === undefined ? "mlflow" : `team-${team}`;
      const labels = team === undefined ? {} : { "ai-platform/team": team };
      await make({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } } as Manifest);
    }
    const { inputs } = await deploy(() => {
      refuseForeignHosts("hosts", { vision: "vision.example.com", speech: "speech.example.com" }, {});
      return {};
    });
    await make(inputs("hosts-policy") as unknown as Manifest);
    await make(inputs("hosts-binding") as unknown as Manifest);
    // The API server learns of the kind and of the policy a little after they are made.
    for (let tries = 0; tries < 300; tries++) {
      if (/hosts-of-teams/.test((await refusal("team-vision")) ?? "")) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the policy refuses nothing: ${await refusal("team-vision")}`);
  });

  async function make(manifest: Manifest): Promise<void> {
    assert.equal(await plane.client.apply(manifest, { dryRun: false }), undefined);
  }

  after(() => plane?.stop());

  it("are accepted for hosts directly below the team's own domain", async () => {
    assert.equal(await refusal("team-vision", ["scores.vision.example.com"]), undefined);
    assert.equal(await refusal("team-vision", ["a.vision.example.com", "*.vision.example.com"]), undefined);
  });

  for (const [whose, host] of [
    ["of the platform", "mlflow.example.com"],
    ["of another team", "scores.speech.example.com"],
    ["that only ends like its own", "scores.supervision.example.com"],
    ["that its certificate is not for", "a.b.vision.example.com"],
    ["that is the domain itself", "vision.example.com"],
  ] as const) {
    it(`are refused for a host ${whose}`, async () => {
      assert.match(
        (await refusal("team-vision", ["scores.vision.example.com", host])) ?? "",
        /allowed: names directly below vision\.example\.com/,
      );
    });
  }

  it("are refused without a host, which would be every host", async () => {
    assert.match((await refusal("team-vision")) ?? "", /a team's route names its hosts/);
  });

  it("of the platform's own namespaces are left alone", async () => {
    assert.equal(await refusal("mlflow", ["mlflow.example.com"]), undefined);
  });
});
