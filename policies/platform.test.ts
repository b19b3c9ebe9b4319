import assert from "node:assert/strict";
import { platformTags } from "@aip/common/tags.ts";
import { resource } from "@aip/common/testing/resource.ts";
import { urnName } from "@aip/common/urn.ts";
import { evaluate } from "./evaluate.ts";
import { packOptions } from "./pack-options.ts";

/** The configuration of a stack as the pack reads it. */
const config = (values: Readonly<Record<string, unknown>>) => ({
  get: (key: string) => values[key] as never,
  getObject: <T>(key: string) => values[key] as T | undefined,
});

const bucket = (tags?: Record<string, string>) =>
  resource("aws:s3/bucket:Bucket", tags === undefined ? {} : { tags }, { name: "bucket" });
const instance = resource("aws:ec2/instance:Instance", { instanceType: "m7i.large" }, { name: "instance" });

/** What the pack finds about tags in a stack `prod`, by what its configuration holds under `platform:`. */
const found = (values: Readonly<Record<string, unknown>>, resources = [bucket(), instance]) =>
  evaluate(resources, packOptions("prod", config(values), "2026-11-21"))
    .violations.filter(({ policy }) => policy.includes("tag"))
    .map(({ policy, urn, message }) => `${policy} ${urnName(urn)}: ${message}`);

const ours = { tags: { Owner: "ml", CostCenter: "ai", DataClassification: "internal" } };

describe("the tags of this platform", () => {
  it("are no concern of a stranger's stack without any configuration", () => {
    const resources = [
      bucket(),
      instance,
      bucket({ Environment: "Production", DataClassification: "secret" }),
    ];
    const outcome = evaluate(resources, packOptions("prod", config({}), "2026-11-21"));
    assert.ok(outcome.violations.some(({ policy }) => policy === "ec2-imdsv2-required"));
    assert.deepEqual(found({}, resources), []);
    assert.deepEqual(outcome.deferred, []);
  });

  it("are required of everything in an environment of the platform", () => {
    const missing = `Missing tags: ${platformTags.join(", ")}. `;
    assert.deepEqual(
      found(ours)
        .map((text) => text.slice(0, text.indexOf(". ") + 2))
        .sort(),
      [`aws-required-tags bucket: ${missing}`, `aws-required-tags instance: ${missing}`],
    );
  });

  it("have known values in an environment of the platform", () => {
    const tags = Object.fromEntries(platformTags.map((name) => [name, "x"]));
    assert.deepEqual(
      found(ours, [bucket(tags)]).map((text) => text.split(". ")[0]),
      [
        "aws-tag-values bucket: DataClassification is none of public, internal, confidential, restricted",
        "aws-tag-values bucket: Environment is not prod",
      ],
    );
  });

  it("give way to those that the environment sets", () => {
    const policies = { settings: { "aws-required-tags": { tags: ["Team"] } } };
    assert.match(found({ ...ours, policies })[0] ?? "", /Missing tags: Team\./);
    assert.match(found({ policies })[0] ?? "", /Missing tags: Team\./);
  });
});

describe("the waivers of this platform's charts", () => {
  const exporter = (chart: string) => ({
    ...resource("kubernetes:apps/v1:DaemonSet", {
      metadata: { name: "dcgm-exporter", namespace: "kube-system" },
      spec: { template: { spec: { containers: [{ name: "exporter", securityContext: { runAsUser: 0 } }] } } },
    }),
    urn:
      "urn:pulumi:prod::cluster::kubernetes:helm.sh/v4:Chart$kubernetes:apps/v1:DaemonSet::" +
      `${chart}:kube-system/dcgm-exporter`,
  });
  const waived = (values: Readonly<Record<string, unknown>>, chart = "gpu-metrics") =>
    evaluate([exporter(chart)], packOptions("prod", config(values), "2026-11-21"))
      .violations.filter(({ policy }) => policy === "kubernetes-non-root")
      .map(({ waiver }) => waiver !== null);

  it("cover their objects in an environment of the platform, and nothing elsewhere", () => {
    assert.deepEqual(waived(ours), [true]);
    assert.deepEqual(waived(ours, "metrics-of-a-team"), [false]);
    assert.deepEqual(waived({}), [false]);
  });
});
