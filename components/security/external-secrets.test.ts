import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { ExternalSecrets } from "./external-secrets.ts";

const region = "us-east-1";

interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string[];
  readonly Resource: string[];
  readonly Condition?: Record<string, Record<string, string>>;
}
const statements = (policy: unknown): PolicyStatement[] => JSON.parse(String(policy)).Statement;

describe("External Secrets", () => {
  const run = (teams: readonly string[] = []) => {
    const { cloud, clusterName, accountId } = place();
    return deploy(() => {
      const args = { region, clusterName, accountId, vpcCidr: "10.0.0.0/16", teams };
      const { storeName } = new ExternalSecrets("secrets", args);
      return { storeName };
    }, cloud);
  };

  it("reads the secrets of services, what all share and the logins of teams alone, and decrypts nothing but them through Secrets Manager", async () => {
    const deployed = await run();
    const [read, decrypt, ...others] = statements(deployed.inputs("secrets-identity-policy").policy);
    const paths = ["services", "shared", "teams/*/platform"].map(
      (path) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-platform/test/${path}/*`,
    );
    assert.deepEqual(read?.Resource, paths);
    assert.deepEqual(decrypt?.Action, ["kms:Decrypt"]);
    assert.deepEqual(decrypt?.Condition, {
      StringEquals: { "kms:ViaService": "secretsmanager.us-east-1.amazonaws.com" },
      StringLike: { "kms:EncryptionContext:SecretARN": paths },
    });
    assert.deepEqual(others, []);
  });

  it("has its identity before it starts, and its store after it", async () => {
    const deployed = await run();
    const chart = deployed.resources.find(({ name, custom }) => name === "external-secrets" && !custom);
    assert.ok(chart);
    assert.ok(chart.dependsOn.includes(deployed.resource("secrets-identity-association").urn));
    assert.ok(deployed.resource("secrets-store").dependsOn.includes(chart.urn));
  });

  it("serves the namespaces of the platform only, and not those of teams", async () => {
    const deployed = await run();
    const { apiVersion, spec } = deployed.inputs("secrets-store") as { apiVersion: string; spec: Properties };
    assert.equal(apiVersion, "external-secrets.io/v1");
    assert.deepEqual(spec.conditions, [
      {
        namespaceSelector: {
          matchLabels: { "app.kubernetes.io/part-of": "ai-platform" },
          matchExpressions: [{ key: "ai-platform/team", operator: "DoesNotExist" }],
        },
      },
    ]);
    assert.equal(deployed.outputs.storeName, "aws-secrets-manager");
  });

  it("has a store for each team, for its namespace alone, whose role reads the team's secrets and what all share", async () => {
    const deployed = await run(["vision"]);
    const { spec } = deployed.inputs("secrets-vision-store") as { spec: Properties };
    assert.deepEqual(spec.conditions, [{ namespaces: ["team-vision"] }]);
    const { aws } = spec.provider as { aws: { role: string } };
    assert.equal(aws.role, deployed.resource("secrets-vision-role").outputs.arn);
    const [read] = statements(deployed.inputs("secrets-vision-policy").policy);
    assert.deepEqual(
      read?.Resource,
      ["teams/vision", "shared"].map(
        (path) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-platform/test/${path}/*`,
      ),
    );
    const [trust] = statements(deployed.inputs("secrets-vision-role").assumeRolePolicy);
    assert.deepEqual(trust?.Principal, { AWS: deployed.resource("secrets-identity-role").outputs.arn });
    const take = statements(deployed.inputs("secrets-identity-policy").policy).at(-1);
    assert.deepEqual(take?.Resource, ["arn:aws:iam::123456789012:role/ai-platform/test/team-secrets/*"]);
    assert.equal(deployed.inputs("secrets-vision-role").path, "/ai-platform/test/team-secrets/");
  });

  it("serves no store that a namespace made for itself, which would read with the operator's own role", async () => {
    const deployed = await run();
    const chart = deployed.resources.find(({ name, custom }) => name === "external-secrets" && !custom);
    assert.equal((chart?.inputs.values as Properties | undefined)?.processSecretStore, false);
  });
});
