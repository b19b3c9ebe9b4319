import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import * as pulumi from "@pulumi/pulumi";
import { type Deployment, deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { VaultConfiguration, type VaultService } from "./vault-configuration.ts";
import { vaultProvider } from "./vault-provider.ts";
import { VaultServer, type VaultServerArgs } from "./vault-server.ts";
import { forwardPort, vaultValues } from "./vault-values.ts";

const services = {
  mlflow: { namespace: "mlflow", serviceAccounts: ["mlflow"] },
  airflow: { namespace: "airflow", serviceAccounts: ["airflow-worker", "airflow-scheduler"] },
};

function run(server: Partial<VaultServerArgs> = {}, who: Record<string, VaultService> = services) {
  const { cloud, clusterName, kmsKeyArn } = place();
  return deploy(() => {
    const vault = new VaultServer("vault", {
      clusterName,
      namespace: "vault",
      region: "us-east-1",
      vpcCidr: "10.0.0.0/16",
      storageClass: "gp3",
      secretsKeyArn: kmsKeyArn,
      ...server,
    });
    const provider = vaultProvider(
      { address: "https://vault.example.com", token: vault.token },
      { dependsOn: [vault] },
    );
    const configuration = new VaultConfiguration(
      "config",
      { services: who },
      { provider, deletedWith: vault },
    );
    return { token: vault.token, address: vault.address, roles: pulumi.all(configuration.roles) };
  }, cloud);
}

const dependsOn = (deployed: Deployment, name: string): readonly string[] =>
  deployed.resource(name).dependsOn;

describe("Vault's servers", () => {
  it("unseal with a key that nobody but their service account may use", async () => {
    const deployed = await run();
    const [statement, ...others] = JSON.parse(
      String(deployed.inputs("vault-identity-policy").policy),
    ).Statement;
    assert.deepEqual(statement.Action, ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"]);
    assert.deepEqual(statement.Resource, [deployed.resource("vault-unseal-key").outputs.arn]);
    assert.deepEqual(others, []);
    assert.equal(deployed.resource("vault-unseal-key").protect, true);
  });

  it("start after their identity, certificate and network policy; setup runs after them, the provider last", async () => {
    const deployed = await run();
    const chart = deployed.resources.find(({ name, type }) => name === "vault" && type.endsWith(":Chart"));
    assert.ok(chart);
    for (const name of ["vault-identity-association", "vault-tls-certificate", "vault-network"]) {
      assert.ok(chart.dependsOn.includes(deployed.resource(name).urn), name);
    }
    assert.equal(chart.inputs.skipAwait, true, "the servers are ready only once they are initialised");
    assert.ok(dependsOn(deployed, "vault-setup-job").includes(chart.urn));
    const identity = deployed.resource("vault-setup-identity-association").urn;
    assert.ok(dependsOn(deployed, "vault-setup-job").includes(identity));
    const provider = deployed.resources.find(({ type }) => type === "pulumi:providers:vault");
    assert.ok(provider?.dependsOn.includes(deployed.resource("vault-setup-job").urn));
  });

  it("show their token nowhere", async () => {
    const deployed = await run();
    const token = String(deployed.outputs.token);
    assert.match(token, /^simulated-/);
    const shown = deployed.resources.filter(({ custom }) => custom).map(({ name }) => deployed.shown(name));
    assert.ok(!JSON.stringify(shown).includes(token));
  });

  it("write keys and token to secrets of their own, but for the certificate below no path that others read", async () => {
    const deployed = await run();
    assert.deepEqual(
      deployed.names("Secret").map((name) => [name, deployed.inputs(name).namePrefix]),
      [
        ["vault-setup-recovery", "ai-platform/test/vault/recovery-"],
        ["vault-setup-token", "ai-platform/test/vault/provisioning-"],
        ["vault-setup-ca", "ai-platform/test/shared/vault-ca-"],
      ],
    );
    const [write, read] = JSON.parse(String(deployed.inputs("vault-setup-identity-policy").policy)).Statement;
    assert.deepEqual(write.Action, ["secretsmanager:PutSecretValue"]);
    assert.deepEqual(read.Resource, [deployed.resource("vault-setup-token").outputs.arn]);
  });

  it("are reached through the gateway over TLS where there is one", async () => {
    const route = { gateway: { name: "platform", namespace: "gateway" }, hostname: "vault.example.com" };
    const { spec } = (await run({ route })).inputs("vault-targets") as { spec: Properties };
    assert.equal((spec.defaultConfiguration as Properties).protocol, "HTTPS");
  });

  it("refuse an even number of themselves, and volumes of no size", async () => {
    await assert.rejects(run({ replicas: 2, storageGiB: 0 }), (error: Error) => {
      for (const part of ["replicas", "storageGiB"]) assert.ok(error.message.includes(part), part);
      return true;
    });
  });
});

describe("the values of Vault's chart", () => {
  const values = (replicas: number) =>
    vaultValues({
      replicas,
      storageGiB: 10,
      auditStorageGiB: 10,
      storageClass: "gp3",
      region: "us-east-1",
      unsealKeyArn: "arn:aws:kms:us-east-1:123456789012:key/0a1b",
    });
  const config = (replicas: number) =>
    new Promise<string>((resolve) => values(replicas).server.ha.raft.config.apply(resolve));

  it("configure TLS towards everybody, and plain text inside the pod only", async () => {
    const text = await config(3);
    const listeners = text.split('listener "tcp"').slice(1);
    assert.equal(listeners.length, 2);
    assert.match(listeners[0] ?? "", /tls_cert_file[^}]*tls_min_version = "tls12"/s);
    assert.match(listeners[1] ?? "", new RegExp(`address {5}= "127\\.0\\.0\\.1:${forwardPort}"`));
    assert.equal(text.split("{").length, text.split("}").length, "braces that match");
  });

  it("let every server find all others, and unseal with the key", async () => {
    const text = await config(3);
    for (const index of [0, 1, 2]) assert.ok(text.includes(`"https://vault-${index}.vault-internal:8200"`));
    assert.match(text, /seal "awskms" \{[^}]*key\/0a1b/s);
  });

  // The chart makes a budget of none for a single server: no node could be drained.
  it("let the node of a single server be drained", () => {
    assert.deepEqual(values(1).server.ha.disruptionBudget, { enabled: false });
    assert.equal(values(1).injector.podDisruptionBudget, undefined);
  });

  it("spread the servers over zones, and let so many go that a quorum stays", () => {
    assert.equal(values(3).server.topologySpreadConstraints[0]?.whenUnsatisfiable, "DoNotSchedule");
    assert.deepEqual(values(5).server.ha.disruptionBudget, { enabled: true, maxUnavailable: 2 });
    assert.deepEqual(values(5).injector.podDisruptionBudget, { maxUnavailable: 1 });
    assert.deepEqual(values(1).server.topologySpreadConstraints, []);
  });
});

describe("Vault's configuration", () => {
  it("gives each service a role for its own pods, and a policy for its own path", async () => {
    const deployed = await run();
    const { boundServiceAccountNames, boundServiceAccountNamespaces, tokenPolicies, tokenTtl } =
      deployed.inputs("config-airflow-role");
    assert.deepEqual(boundServiceAccountNames, ["airflow-worker", "airflow-scheduler"]);
    assert.deepEqual(boundServiceAccountNamespaces, ["airflow"]);
    assert.deepEqual([tokenPolicies, tokenTtl], [["airflow"], 3600]);
    const policy = String(deployed.inputs("config-airflow-policy").policy);
    assert.deepEqual(
      [...policy.matchAll(/path "([^"]+)"/g)].map(([, path]) => path),
      ["platform/data/airflow/*", "platform/metadata/airflow/*"],
    );
    assert.doesNotMatch(policy, /create|update|delete|sudo/);
    assert.deepEqual(deployed.outputs.roles, { mlflow: "mlflow", airflow: "airflow" });
  });

  it("configures nothing before it is recorded, twice over", async () => {
    const deployed = await run();
    assert.deepEqual(deployed.names("Audit"), ["config-audit-file", "config-audit-stdout"]);
    const audits = deployed.names("Audit").map((name) => deployed.resource(name).urn);
    for (const name of ["config-kv", "config-auth"]) {
      assert.ok(
        audits.every((urn) => dependsOn(deployed, name).includes(urn)),
        name,
      );
    }
    assert.deepEqual(deployed.inputs("config-kv").options, { version: "2" });
  });

  it("refuses names that would mean more than one pod, and policies Vault has itself", async () => {
    const wrong = {
      root: { namespace: "mlflow", serviceAccounts: ["mlflow"] },
      mlflow: { namespace: "*", serviceAccounts: [] },
    };
    await assert.rejects(run({}, wrong), (error: Error) => {
      for (const part of ["services.root", "services.mlflow:", "services.mlflow.serviceAccounts"]) {
        assert.ok(error.message.includes(part), `${part} is missing in ${error.message}`);
      }
      return true;
    });
  });

  it("lets the pods of a team read the path that is given for it, and takes no pattern for a path", async () => {
    const vision = { namespace: "team-vision", serviceAccounts: ["team"], path: "teams/vision" };
    const deployed = await run({}, { "team-vision": vision });
    const { policy } = deployed.inputs("config-team-vision-policy");
    assert.match(String(policy), /path "platform\/data\/teams\/vision\/\*"/);
    assert.doesNotMatch(String(policy), /data\/team-vision/);
    const role = deployed.inputs("config-team-vision-role");
    assert.deepEqual(role.boundServiceAccountNamespaces, ["team-vision"]);
    await assert.rejects(
      run({}, { "team-vision": { ...vision, path: "teams/+" } }),
      /services.team-vision.path/,
    );
    await assert.rejects(run({}, { teams: vision }), /services.teams/);
  });
});
