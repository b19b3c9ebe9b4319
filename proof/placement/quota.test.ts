import assert from "node:assert/strict";
import type { Resource } from "@aip/common/resource.ts";
import type { PlannedPod } from "../world/pod.ts";
import { quotaAllows } from "./quota.ts";
import { container, object, planned, pod } from "./testing/planned.ts";

const quota = (hard: object, more: object = {}, name = "quota"): Resource =>
  object("core/v1:ResourceQuota", name, { spec: { hard, ...more } }, "default");
const range = (limits: object): Resource =>
  object("core/v1:LimitRange", "limits", { spec: { limits: [{ type: "Container", ...limits }] } }, "default");
const deployment = (name: string, replicas: number, requests: object): Resource =>
  object(
    "apps/v1:Deployment",
    name,
    { spec: { replicas, template: { spec: { containers: [container({ ...requests })] } } } },
    "default",
  );

const allows = (resources: readonly Resource[], subject: PlannedPod, count?: number) =>
  quotaAllows(planned(...resources), subject, count);
const refuses = (resources: readonly Resource[], subject: PlannedPod, reason: RegExp, count?: number) => {
  const outcome = allows(resources, subject, count);
  assert.equal(outcome.verdict, "broken", outcome.reason);
  assert.match(outcome.reason, reason);
};
const admits = (resources: readonly Resource[], subject: PlannedPod, count?: number) =>
  assert.equal(allows(resources, subject, count).verdict, "held", allows(resources, subject, count).reason);

const one = pod({ containers: [container({ cpu: "1", memory: "1Gi" })] });

describe("the quota of a namespace", () => {
  it("lets in what it has room for, by requests", () => {
    admits([quota({ "requests.cpu": "2" })], one, 2);
    refuses(
      [quota({ "requests.cpu": "2" })],
      one,
      /it needs 3 requests\.cpu with what runs there, and the quota is 2/,
      3,
    );
    refuses([quota({ memory: "1Gi" })], one, /2 GiB memory/, 2);
  });

  it("counts the replicas of the plan that are there already, in this namespace", () => {
    const hard = quota({ "requests.cpu": "5" });
    refuses([hard, deployment("other", 3, { cpu: "1500m" })], one, /5\.5 requests\.cpu/);
    admits([hard, deployment("other", 2, { cpu: "1500m" })], one);
    const elsewhere = {
      ...deployment("other", 9, { cpu: "9" }),
      inputs: {
        ...deployment("other", 9, { cpu: "9" }).inputs,
        metadata: { name: "other", namespace: "elsewhere" },
      },
    };
    admits([hard, elsewhere], one);
  });

  it("counts pods and devices", () => {
    refuses([quota({ pods: "1" })], one, /2 pods/, 2);
    const gpu = pod({ containers: [container({ "nvidia.com/gpu": 2 })] });
    admits([quota({ "requests.nvidia.com/gpu": "2" })], gpu);
    refuses([quota({ "requests.nvidia.com/gpu": 1 })], gpu, /2 requests\.nvidia\.com\/gpu/);
  });

  it("refuses pods that do not state what it bounds, unless the namespace gives it to them", () => {
    const silent = pod({ containers: [{ name: "main" }] });
    refuses([quota({ "requests.cpu": "9" })], silent, /must state requests\.cpu/);
    refuses([quota({ "limits.memory": "9Gi" })], one, /must state limits\.memory/);
    admits([quota({ "requests.cpu": "9" }), range({ defaultRequest: { cpu: "1" } })], silent);
    admits([quota({ "limits.memory": "9Gi" }), range({ default: { memory: "1Gi" } })], one);
  });

  it("of a priority class is for the pods of that class", () => {
    const forbidden = quota(
      { pods: "0" },
      {
        scopeSelector: {
          matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["high"] }],
        },
      },
    );
    const classed = (priorityClassName: string) => pod({ ...(one.spec.raw() as object), priorityClassName });
    refuses([forbidden], classed("high"), /1 pods with what runs there, and the quota is 0 pods/);
    admits([forbidden], classed("low"));
    admits([forbidden], one);
  });

  it("of a scope counts only what is in it", () => {
    const bestEffort = quota({ pods: "0" }, { scopes: ["BestEffort"] });
    admits([bestEffort], one);
    refuses([bestEffort], pod({ containers: [{ name: "main" }] }), /0 pods/);
    const terminating = quota({ pods: "0" }, { scopes: ["Terminating"] });
    admits([terminating], one);
    refuses(
      [terminating],
      pod({ containers: [container({ cpu: "1" })], activeDeadlineSeconds: 60 }),
      /0 pods/,
    );
  });

  it("is joined by the bounds of containers", () => {
    const limited = (memory: string) =>
      pod({ containers: [container({ memory: "1Gi" }, { resources: { limits: { memory } } })] });
    admits([range({ max: { memory: "64Gi" } })], limited("64Gi"));
    refuses(
      [range({ max: { memory: "64Gi" } })],
      limited("65Gi"),
      /limit of 65 GiB memory, and 64 GiB memory is allowed/,
    );
    refuses([range({ min: { cpu: "2" } })], one, /asks for 1 cpu, and 2 cpu is the least/);
  });
});
