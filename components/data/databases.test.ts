import assert from "node:assert/strict";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { deploy } from "../testing/deploy.ts";
import { place } from "../testing/place.ts";
import { databaseAuthorities } from "./database-authorities.ts";
import { ImageRepository } from "./image-repository.ts";
import { OnlineStore, type OnlineStoreArgs } from "./online-store.ts";
import { Postgres } from "./postgres.ts";
import { type PostgresArgs, resolvePostgres } from "./postgres-args.ts";
import { ServiceDatabases } from "./service-databases.ts";

const size = { instanceClass: "db.t4g.medium", storageGiB: 50 };

describe("PostgreSQL", () => {
  const run = (args: Partial<PostgresArgs> = {}) => {
    const { cloud, ...placed } = place();
    return deploy(() => {
      const { host, masterSecretArn } = new Postgres("postgres", { ...placed, ...size, ...args });
      return { host, masterSecretArn };
    }, cloud);
  };

  it("is encrypted, private, TLS only, over two zones, backed up and protected unless the arguments say otherwise", async () => {
    const deployed = await run();
    const { protect } = deployed.resource("postgres-instance");
    const inputs = deployed.inputs("postgres-instance");
    const expected: Properties = {
      storageEncrypted: true,
      publiclyAccessible: false,
      multiAz: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      backupRetentionPeriod: 14,
      autoMinorVersionUpgrade: true,
      manageMasterUserPassword: true,
      performanceInsightsEnabled: true,
      monitoringInterval: 60,
      copyTagsToSnapshot: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    };
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(inputs[key], value, key);
    assert.equal(protect, true);
    assert.equal(inputs.password, undefined, "Pulumi must not know the master password");
    const parameters = deployed.inputs("postgres-parameters").parameters as { name: string; value: string }[];
    assert.equal(parameters.find(({ name }) => name === "rds.force_ssl")?.value, "1");
  });

  it("has its logs' groups, encrypted and with an end, before it starts to write them", async () => {
    const deployed = await run();
    const groups = deployed.names("LogGroup").map((name) => deployed.resource(name));
    assert.deepEqual(groups.map(({ inputs }) => inputs.name).sort(), [
      "/aws/rds/instance/ai-platform-test-postgres/postgresql",
      "/aws/rds/instance/ai-platform-test-postgres/upgrade",
    ]);
    const before = deployed.resource("postgres-instance").dependsOn;
    for (const { urn, inputs } of groups) {
      assert.ok(before.includes(urn), urn);
      assert.ok(inputs.kmsKeyId && inputs.retentionInDays, urn);
    }
  });

  it("is reached by the named security groups on its port alone", async () => {
    const { cloud, ...placed } = place();
    const deployed = await deploy(() => {
      new Postgres("postgres", { ...placed, ...size });
      return {};
    }, cloud);
    assert.deepEqual(deployed.names("SecurityGroupIngressRule"), ["postgres-from-cluster"]);
    const { referencedSecurityGroupId, cidrIpv4, fromPort, toPort } =
      deployed.inputs("postgres-from-cluster");
    assert.deepEqual(
      [referencedSecurityGroupId, cidrIpv4, fromPort, toPort],
      [placed.clients.cluster, undefined, 5432, 5432],
    );
    assert.deepEqual(deployed.names("SecurityGroupEgressRule"), []);
  });

  it("goes without a trace where it is not protected", async () => {
    const deployed = await run({ deletionProtection: false, multiAz: false });
    const { protect, inputs } = deployed.resource("postgres-instance");
    assert.deepEqual([protect, inputs.deletionProtection, inputs.skipFinalSnapshot], [false, false, true]);
  });

  it("reports every argument that is not possible in one error", () => {
    const wrong = {
      vpcId: "vpc",
      subnetIds: { a: "subnet" },
      clients: {},
      kmsKeyArn: "key",
      instanceClass: "t4g.medium",
      storageGiB: 10,
      maxStorageGiB: 5,
      backupRetentionDays: 0,
    };
    assert.throws(
      () => resolvePostgres("postgres", wrong),
      (error: Error) => {
        const paths = [...error.message.matchAll(/^ {2}- (\w+):/gm)].map(([, path]) => path);
        assert.deepEqual(paths, [
          "instanceClass",
          "storageGiB",
          "backupRetentionDays",
          "maxStorageGiB",
          "subnetIds",
          "clients",
        ]);
        return true;
      },
    );
  });
});

describe("the online store", () => {
  const run = (args: Partial<OnlineStoreArgs> = {}) => {
    const { cloud, ...placed } = place();
    return deploy(() => {
      new OnlineStore("features", { ...placed, nodeType: "cache.t4g.small", ...args });
      return {};
    }, cloud);
  };

  it("is encrypted at rest and on the way, asks for a password, and survives a zone", async () => {
    const deployed = await run();
    const inputs = deployed.inputs("features-group");
    const expected: Properties = {
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      numCacheClusters: 2,
      snapshotRetentionLimit: 7,
    };
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(inputs[key], value, key);
    assert.match(String(inputs.authToken), /^[A-Za-z0-9]{64}$/);
    assert.equal(deployed.shown("features-group").authToken, "[secret]");
    assert.equal(deployed.shown("features-password-value").secretString, "[secret]");
  });

  it("has no failover to a node that does not exist", async () => {
    const inputs = (await run({ replicas: 0 })).inputs("features-group");
    assert.deepEqual([inputs.automaticFailoverEnabled, inputs.multiAzEnabled], [false, false]);
  });

  it("refuses replicas without a second zone, and node types that are none", async () => {
    await assert.rejects(run({ replicas: 6, subnetIds: {}, nodeType: "t4g" }), (error: Error) => {
      for (const part of ["replicas", "subnetIds", "nodeType"]) assert.ok(error.message.includes(part), part);
      return true;
    });
  });
});

describe("the databases of services", () => {
  const run = (passwordGeneration?: number) => {
    const { cloud, ...placed } = place();
    return deploy(() => {
      const postgres = new Postgres("postgres", { ...placed, ...size });
      const { secretArns } = new ServiceDatabases("database", {
        clusterName: placed.clusterName,
        region: "us-east-1",
        host: postgres.host,
        port: postgres.port,
        masterSecretArn: postgres.masterSecretArn,
        kmsKeyArn: placed.kmsKeyArn,
        vpcCidr: "10.0.0.0/16",
        services: ["mlflow", "model-registry"],
        passwordGeneration,
      });
      return { mlflow: secretArns.mlflow };
    }, cloud);
  };

  it("are made by a job each, which has its identity and its ways before it starts", async () => {
    const deployed = await run();
    assert.deepEqual(deployed.names("Job"), ["database-mlflow-job", "database-model-registry-job"]);
    const association = deployed.resource("database-identity-association").urn;
    const network = deployed.resource("database-network").urn;
    for (const job of deployed.names("Job")) {
      const before = deployed.resource(job).dependsOn;
      assert.ok(before.includes(association) && before.includes(network), job);
    }
  });

  it("may read the secrets that they need, and no others", async () => {
    const deployed = await run();
    const { Statement } = JSON.parse(String(deployed.inputs("database-identity-policy").policy));
    const [read, decrypt] = Statement;
    assert.deepEqual(read.Action, ["secretsmanager:GetSecretValue"]);
    assert.equal(read.Resource.length, 2);
    assert.ok(read.Resource.every((arn: string) => /^arn:aws:secretsmanager:[^*]+$/.test(arn)));
    assert.deepEqual(decrypt.Action, ["kms:Decrypt"]);
  });

  it("show no password anywhere, in their jobs least of all", async () => {
    const deployed = await run();
    const value = JSON.parse(String(deployed.inputs("database-mlflow-value").secretString));
    assert.deepEqual(Object.keys(value).sort(), ["dbname", "host", "password", "port", "username"]);
    assert.equal(deployed.shown("database-mlflow-value").secretString, "[secret]");
    const jobs = deployed.names("Job").map((job) => JSON.stringify(deployed.inputs(job)));
    assert.ok(jobs.every((job) => !job.includes(value.password)));
  });

  it("hold to the restricted Pod Security Standard and leave credentials in memory", async () => {
    const deployed = await run();
    const { template } = deployed.inputs("database-mlflow-job").spec as { template: { spec: Properties } };
    const { securityContext, volumes, containers, initContainers } = template.spec as Record<
      string,
      Properties[]
    > & { securityContext: Properties };
    assert.equal(securityContext.runAsNonRoot, true);
    assert.deepEqual(volumes?.[1], { name: "credentials", emptyDir: { medium: "Memory", sizeLimit: "1Mi" } });
    for (const container of [...(containers ?? []), ...(initContainers ?? [])]) {
      const context = container.securityContext as Properties;
      assert.deepEqual(context.capabilities, { drop: ["ALL"] });
      assert.equal(context.readOnlyRootFilesystem, true);
    }
  });

  it("are made over connections that verify the server's certificate, by jobs that have its authorities", async () => {
    const deployed = await run();
    for (const name of deployed.names("Job")) {
      const { template } = deployed.inputs(name).spec as {
        template: { spec: { containers: { env: Properties[]; volumeMounts: Properties[] }[] } };
      };
      const [psql] = template.spec.containers;
      const env = Object.fromEntries((psql?.env ?? []).map(({ name, value }) => [name, value]));
      assert.equal(env.PGSSLMODE, "verify-full");
      const mount = psql?.volumeMounts.find(({ name }) => name === "database-authorities");
      assert.equal(env.PGSSLROOTCERT, `${mount?.mountPath}/authorities.pem`);
    }
    const { data } = deployed.inputs("database-authorities");
    assert.equal((data as Properties)["authorities.pem"], databaseAuthorities("us-east-1"));
  });

  it("are set up again when the password of a service changes", async () => {
    const deployed = await run();
    const job = JSON.stringify(deployed.inputs("database-mlflow-job"));
    const version = deployed.resource("database-passwords-value").outputs.versionId;
    assert.ok(typeof version === "string" && job.includes(`"PASSWORDS_SECRET_VERSION","value":"${version}"`));
  });

  it("have a login after the other, which a secret names once its job has set the same password", async () => {
    for (const [generation, letter] of [
      [undefined, "a"],
      [2, "b"],
      [3, "a"],
    ] as const) {
      const deployed = await run(generation);
      const job = JSON.stringify(deployed.inputs("database-model-registry-job"));
      const value = JSON.parse(String(deployed.inputs("database-model-registry-value").secretString));
      const passwords = JSON.parse(String(deployed.inputs("database-passwords-value").secretString));
      assert.equal(value.username, `model-registry_${letter}`);
      assert.ok(job.includes(`"SERVICE_LOGIN","value":"${value.username}"`));
      assert.ok(job.includes(`"PASSWORD_GENERATION","value":"${generation ?? 1}"`));
      assert.equal(value.password, passwords["model-registry"]);
      assert.notEqual(value.password, passwords.mlflow);
      const before = deployed.resource("database-model-registry-value").dependsOn;
      assert.ok(before.includes(deployed.resource("database-model-registry-job").urn));
      assert.deepEqual(deployed.inputs("database-passwords-model-registry").keepers, {
        generation: String(generation ?? 1),
      });
    }
  });

  it("are named so that nobody has to quote them", async () => {
    const deployed = await run();
    const value = JSON.parse(String(deployed.inputs("database-model-registry-value").secretString));
    assert.equal(value.dbname, "model_registry");
  });
});

describe("an image repository", () => {
  it("keeps tags where they are, scans what is pushed and encrypts it", async () => {
    const { cloud, kmsKeyArn } = place();
    const deployed = await deploy(() => {
      const { url } = new ImageRepository("image", { image: "inference", kmsKeyArn });
      return { url };
    }, cloud);
    assert.deepEqual(deployed.inputs("image-repository"), {
      name: "ai-platform-test/inference",
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: kmsKeyArn }],
      forceDelete: false,
    });
    assert.match(
      String(deployed.outputs.url),
      /\.dkr\.ecr\.us-east-1\.amazonaws\.com\/ai-platform-test\/inference$/,
    );
  });
});
