import assert from "node:assert/strict";
import { boundTeamMonitors } from "@aip/components/teams/monitors.ts";
import { deploy } from "@aip/components/testing/deploy.ts";
import { skip } from "../support/skip.ts";
import type { Manifest } from "./client.ts";
import { type ControlPlane, startControlPlane } from "./control-plane.ts";
import { missingControlPlane } from "./toolchain.ts";

const group = "monitoring.coreos.com";

/** A kind of the operator, whose own rules are left out: they are not what is tested. */
const definition = (kind: string): Manifest => {
  const plural = `${kind.toLowerCase()}s`;
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: "Namespaced",
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      versions: [{ name: "v1", served: true, storage: true, schema }],
    },
  };
};

/** Proves what the admission policy refuses, by a real API server. */
describe("monitors of teams, shown to a real kube-apiserver", function () {
  this.timeout(5 * 60_000);
  let plane: ControlPlane;

  const refusal = (kind: string, spec: object, namespace = "team-vision") =>
    plane.client.apply(
      { apiVersion: `${group}/v1`, kind, metadata: { name: "model", namespace }, spec },
      { dryRun: true },
    );
  async function make(manifest: Manifest): Promise<void> {
    assert.equal(await plane.client.apply(manifest, { dryRun: false }), undefined);
  }

  before(async function () {
    const reason = missingControlPlane();
    if (reason !== undefined) skip(this, reason);
    plane = await startControlPlane();
    for (const kind of ["ServiceMonitor", "PodMonitor", "Probe"]) await make(definition(kind));
    for (const [name, labels] of Object.entries({
      "team-vision": { "ai-platform/team": "vision" },
      observability: {},
    })) {
      await make({ apiVersion: "v1", kind: "Namespace", metadata: { name, labels } } as Manifest);
    }
    const { inputs } = await deploy(() => {
      boundTeamMonitors("monitors", {});
      return {};
    });
    await make(inputs("monitors-policy") as unknown as Manifest);
    await make(inputs("monitors-binding") as unknown as Manifest);
    // The API server learns of the kinds and of the policy a little after they are made.
    for (let tries = 0; tries < 300; tries++) {
      if (/no other targets/.test((await refusal("Probe", {})) ?? "")) return;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`the policy refuses nothing: ${await refusal("Probe", {})}`);
  });

  after(() => plane?.stop());

  it("are accepted for the team's own pods", async () => {
    const endpoints = [{ port: "metrics", tlsConfig: { insecureSkipVerify: true } }];
    assert.equal(await refusal("ServiceMonitor", { selector: {}, endpoints }), undefined);
    const podMetricsEndpoints = [{ port: "metrics" }];
    assert.equal(await refusal("PodMonitor", { selector: {}, podMetricsEndpoints }), undefined);
  });

  it("are refused for other namespaces", async () => {
    const spec = { selector: {}, endpoints: [], namespaceSelector: { any: true } };
    assert.match((await refusal("ServiceMonitor", spec)) ?? "", /reads its own namespace/);
  });

  it("are refused with files of Prometheus' pod", async () => {
    for (const endpoint of [
      { bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" },
      { tlsConfig: { keyFile: "/etc/prometheus/key" } },
    ]) {
      const spec = { selector: {}, endpoints: [{ port: "metrics" }, endpoint] };
      assert.match((await refusal("ServiceMonitor", spec)) ?? "", /names no files/);
    }
  });

  it("of the platform are left alone", async () => {
    const spec = {
      selector: {},
      endpoints: [{ bearerTokenFile: "/token" }],
      namespaceSelector: { any: true },
    };
    assert.equal(await refusal("ServiceMonitor", spec, "observability"), undefined);
  });
});
