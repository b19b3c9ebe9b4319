import assert from "node:assert/strict";
import { accessEntryDecision } from "@aip/common/kubernetes/access-entries.ts";
import type { ApiRequest } from "@aip/common/kubernetes/rbac-rules.ts";
import { podMayUseVault, type World } from "@aip/proof";
import { plannedWorld } from "../support/planned-world.ts";

let world: World;
const plan = async () => {
  world = await plannedWorld("prod");
};

const pods = (namespace: string, serviceAccount = namespace) => ({ namespace, serviceAccount });

describe("what pods of production may read in Vault", () => {
  before(plan);

  const questions = {
    "a service reads its own secrets": [pods("mlflow"), "read", "platform/data/mlflow/login", "held"],
    "a service lists its own secrets": [pods("mlflow"), "list", "platform/metadata/mlflow/login", "held"],
    "a service writes no secrets": [pods("mlflow"), "update", "platform/data/mlflow/login", "broken"],
    "a service reads no other's": [pods("mlflow"), "read", "platform/data/airflow/login", "broken"],
    "a service changes no policies": [pods("feast"), "update", "sys/policies/acl/feast", "broken"],
    "another pod of the namespace reads nothing": [
      pods("mlflow", "default"),
      "read",
      "platform/data/mlflow/login",
      "broken",
    ],
    "a team reads no service's": [
      pods("team-research", "team"),
      "read",
      "platform/data/mlflow/login",
      "broken",
    ],
  } as const;
  for (const [says, [who, capability, path, expected]] of Object.entries(questions)) {
    it(says, () => {
      const { verdict, reason } = podMayUseVault(world, who, capability, path);
      assert.equal(verdict, expected, reason);
    });
  }
});

describe("what people may do in the cluster of production", () => {
  before(plan);

  const secrets: ApiRequest = { verb: "get", group: "", resource: "secrets", namespace: "mlflow" };
  const pods: ApiRequest = { verb: "list", group: "", resource: "pods", namespace: "mlflow" };
  const nodes: ApiRequest = { verb: "delete", group: "", resource: "nodes" };
  const questions = {
    "the deployer does everything": ["ai-platform-deployer", nodes, true],
    "an operator reads secrets": ["ai-platform-operator", secrets, true],
    "an operator deletes no nodes": ["ai-platform-operator", nodes, false],
    "an auditor sees pods": ["ai-platform-auditor", pods, true],
    "an auditor reads no secrets": ["ai-platform-auditor", secrets, false],
    "a stranger sees nothing": ["stranger", pods, false],
  } as const;
  for (const [says, [role, request, allowed]] of Object.entries(questions)) {
    it(says, () => {
      const decision = accessEntryDecision(world.stack, `arn:aws:iam::123456789012:role/${role}`, request);
      assert.equal(decision.allowed, allowed, decision.reason);
    });
  }
});
