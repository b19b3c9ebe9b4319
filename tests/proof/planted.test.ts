import assert from "node:assert/strict";
import { isRecord } from "@aip/common/records.ts";
import type { Resource } from "@aip/common/resource.ts";
import { journeys, prove, worldOf } from "@aip/proof";
import { type PlannedEnvironment, plannedResources } from "../support/planned-world.ts";
import { skip } from "../support/skip.ts";

type Inputs = Record<string, unknown>;

/** A defect that is planted in the plan of production, and the journeys that it breaks: these, and no others. */
interface Planted {
  readonly defect: string;
  /** Logical name of the resource, or its beginning. */
  readonly resource: string;
  /** What becomes of its inputs; undefined takes the resource away. */
  readonly change?: (inputs: Inputs) => Inputs;
  readonly breaks: readonly string[];
  /** Namespace of the chart that must be open for it to show. Default: none. */
  readonly chartIn?: string;
}

/** A copy in which every text that has the one has the other. */
const replaced = (inputs: Inputs, from: string, to: string): Inputs =>
  JSON.parse(JSON.stringify(inputs).replaceAll(from, to)) as Inputs;

/** A copy without the keys of this name, however deep they are. */
function without(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((item) => without(item, key));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== key);
  return Object.fromEntries(kept.map(([name, item]) => [name, without(item, key)]));
}

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const withStatements = (
  inputs: Inputs,
  change: (statements: readonly Statement[]) => readonly unknown[],
): Inputs => {
  const policy = JSON.parse(String(inputs.policy)) as { Statement: readonly Statement[] };
  return { ...inputs, policy: JSON.stringify({ ...policy, Statement: change(policy.Statement) }) };
};

const planted: readonly Planted[] = [
  {
    defect: "a network policy is removed",
    resource: "mlflow-network",
    breaks: ["sign-in", "team-data", "pipeline", "inference", "egress"],
  },
  {
    defect: "a port of a policy is mistyped",
    resource: "services-team-research-traffic",
    change: (inputs) => replaced(inputs, '"port":5000', '"port":5001'),
    breaks: ["team-data"],
  },
  {
    defect: "a toleration is dropped",
    resource: "elastic-elasticsearch",
    change: (inputs) => without(inputs, "tolerations") as Inputs,
    breaks: ["state"],
  },
  {
    defect: "the tolerations of a queue's flavor are dropped",
    resource: "services-queues-flavor-gpu-training",
    change: (inputs) => without(inputs, "tolerations") as Inputs,
    breaks: ["gpu-job"],
  },
  {
    defect: "a statement is removed",
    resource: "inference-identity-policy",
    change: (inputs) =>
      withStatements(inputs, (all) =>
        all.filter(
          ({ Action, Resource: on }) =>
            !(Action.includes("s3:GetObject") && on.some((arn) => arn.includes("models"))),
        ),
      ),
    breaks: ["inference"],
  },
  {
    defect: "a monitor is removed",
    resource: "karpenter-metrics-monitor",
    breaks: ["metrics"],
    chartIn: "observability",
  },
  {
    defect: "the subscriber of a topic is removed",
    resource: "findings-alerts-ml-platform-aiapp-com",
    breaks: ["alerts"],
  },
  {
    defect: "the subscriber of Alertmanager's topic is removed",
    resource: "prometheus-alerts-ml-platform-aiapp-com",
    breaks: ["alerts"],
    chartIn: "observability",
  },
  {
    defect: "a pod that keeps state may land on spot nodes",
    resource: "elastic-elasticsearch",
    change: (inputs) => without(without(inputs, "affinity"), "nodeSelector") as Inputs,
    breaks: ["state"],
  },
  {
    defect: "a team may reach the prefix of another",
    resource: "team-research-identity-policy",
    change: (inputs) =>
      withStatements(inputs, (all) => [
        ...all.filter(({ Effect }) => Effect !== "Deny"),
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::*/teams/products/*"] },
      ]),
    breaks: ["other-team"],
  },
  {
    defect: "the listener of a team admits the routes of everyone",
    resource: "door-gateway",
    change: (inputs) =>
      replaced(
        inputs,
        '"from":"Selector","selector":{"matchLabels":{"kubernetes.io/metadata.name":"team-products"}}',
        '"from":"All"',
      ),
    breaks: ["other-team"],
  },
  {
    defect: "the store of the services serves every namespace",
    resource: "secrets-store",
    change: (inputs) => without(inputs, "conditions") as Inputs,
    breaks: ["other-team"],
  },
  {
    defect: "the versions of a bucket are not kept",
    resource: "lake-models-versioning",
    change: (inputs) => replaced(inputs, "Enabled", "Suspended"),
    breaks: ["backups"],
  },
  {
    defect: "the namespace of a team lets privileged pods in",
    resource: "services-team-research-space-namespace",
    change: (inputs) =>
      replaced(
        inputs,
        '"pod-security.kubernetes.io/enforce":"restricted"',
        '"pod-security.kubernetes.io/enforce":"privileged"',
      ),
    breaks: ["notebook"],
  },
  {
    defect: "the load balancer is open to the internet without a web ACL",
    resource: "door-balancer",
    change: (inputs) => replaced(inputs, '"scheme":"internal"', '"scheme":"internet-facing"'),
    breaks: ["outsider"],
  },
];

/** The journeys that are broken, waived ones among them. */
const brokenIn = (
  { environment, endpointAddresses }: PlannedEnvironment,
  resources: readonly Resource[],
): Set<string> =>
  new Set(
    prove(worldOf(environment, resources, endpointAddresses), journeys)
      .filter(({ verdict }) => verdict === "broken")
      .map(({ journey }) => journey.name),
  );

describe("the journeys of production", function () {
  this.timeout(120_000);
  let plan: PlannedEnvironment;
  let known: ReadonlySet<string>;

  before(async () => {
    plan = await plannedResources("prod");
    known = brokenIn(plan, plan.resources);
  });

  it("hold, but for those that wait for one sign-on", () => {
    assert.deepEqual([...known].toSorted(), ["no-login", "single-sign-on"]);
  });

  for (const { defect, resource, change, breaks, chartIn } of planted) {
    it(`break where ${defect}: ${breaks.join(", ")}`, function () {
      const { closedCharts } = worldOf(plan.environment, plan.resources, plan.endpointAddresses);
      if (chartIn !== undefined && closedCharts.has(chartIn)) {
        skip(this, `the charts of ${chartIn} are closed: helm and the charts are needed (aip charts list)`);
      }
      const target = plan.resources.find(({ name }) => name === resource);
      assert.ok(target, `the plan has no ${resource}`);
      const changed = change?.(structuredClone(target.inputs) as Inputs);
      assert.notDeepEqual(changed, target.inputs, "the defect changes nothing");
      const resources = plan.resources.flatMap((each) => {
        if (each !== target) return [each];
        return changed === undefined ? [] : [{ ...each, inputs: changed }];
      });
      const found = [...brokenIn(plan, resources)].filter((journey) => !known.has(journey));
      assert.deepEqual(found.toSorted(), breaks.toSorted());
    });
  }
});
