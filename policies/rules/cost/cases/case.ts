import { createRequire } from "node:module";
import type { Resource } from "@aip/common/resource.ts";
import { type Evaluation, evaluate } from "../../../evaluate.ts";
import { packResource } from "../../../pack-resource.ts";
import type { RuleEnvironment } from "../../../rule.ts";
import { costRules } from "../index.ts";

const sdk = createRequire(import.meta.url)("@pulumi/policy/proxy") as {
  unknownCheckingProxy<T>(inputs: T): T;
  unknownStringValue: string;
  unknownNumberValue: string;
};

/** What the SDK puts in the place of a text and of a number that are not known yet. */
export const { unknownStringValue, unknownNumberValue } = sdk;

export interface Given {
  readonly type: string;
  readonly inputs?: Record<string, unknown>;
  readonly name?: string;
  readonly project?: string;
  /** Names of the resources it depends on. */
  readonly on?: readonly string[];
  readonly parent?: string;
  readonly component?: boolean;
}

const urnOf = ({ type, name = "x", project = "cluster" }: Given): string =>
  `urn:pulumi:test::${project}::${type}::${name}`;

/** The resources as the pack gets them: behind the SDK's own proxy, which throws where a value is unknown. */
export function resources(given: readonly Given[]): Resource[] {
  const named = (name: string) => ({
    urn: urnOf(given.find((other) => (other.name ?? "x") === name) ?? { type: "missing", name }),
  });
  return given.map((one) =>
    packResource(
      {
        urn: urnOf(one),
        type: one.type,
        name: one.name ?? "x",
        props: sdk.unknownCheckingProxy(one.inputs ?? {}),
        opts: { protect: false, ignoreChanges: [], aliases: [], customTimeouts: {} },
        ...(one.component ? {} : { provider: { props: {} } }),
      } as unknown as Parameters<typeof packResource>[0],
      "us-east-1",
      {
        dependencies: (one.on ?? []).map(named),
        ...(one.parent === undefined ? {} : { parent: named(one.parent) }),
      } as unknown as Parameters<typeof packResource>[2],
    ),
  );
}

export const environment: RuleEnvironment = {
  name: "test",
  profile: "production",
  today: "2026-11-21",
  scope: "environment",
  budget: { monthlyUsd: 1000, layers: {} },
};

export function judge(
  rule: string,
  given: readonly Given[],
  more: Partial<RuleEnvironment> = {},
): Evaluation {
  const rules = costRules.filter(({ name }) => name === rule);
  if (rules.length !== 1) throw new Error(`there is no rule ${rule}`);
  return evaluate(resources(given), {
    rules,
    environment: { ...environment, ...more },
  });
}

export interface Case {
  readonly rule: string;
  readonly good: readonly Given[];
  readonly bad: readonly Given[];
  /** What a message about the bad ones has to name. */
  readonly names: RegExp;
  readonly unknown: readonly Given[];
  readonly environment?: Partial<RuleEnvironment>;
}

export const cluster = (inputs: Record<string, unknown>): Given => ({
  type: "aws:eks/cluster:Cluster",
  inputs,
});
export const instance = (instanceType: unknown): Given => ({
  type: "aws:ec2/instance:Instance",
  inputs: { instanceType },
});
export const pool = (spec: Record<string, unknown>): Given => ({
  type: "kubernetes:karpenter.sh/v1:NodePool",
  inputs: { metadata: { name: "pool" }, spec },
});
export const only = (...values: string[]) => ({
  template: {
    spec: { requirements: [{ key: "node.kubernetes.io/instance-type", operator: "In", values }] },
  },
});
export const nat = (name: string): Given => ({ type: "aws:ec2/natGateway:NatGateway", name });
export const bucket: Given = { type: "aws:s3/bucket:Bucket", name: "lake", inputs: {} };
export const largeLake = { usage: { buckets: { lake: { GB: 5000 } } } };
export const stack: Given = { type: "pulumi:pulumi:Stack", name: "cluster-test", component: true };
