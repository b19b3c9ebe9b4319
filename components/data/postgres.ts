import { databaseIdentifier } from "@aip/common/names.ts";
import { engines } from "@aip/facts/engines.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { trustService } from "../iam/policy.ts";
import { type PostgresArgs, type ResolvedPostgres, resolvePostgres } from "./postgres-args.ts";
import { privateService } from "./private-service.ts";

const port = 5432;
const logs = ["postgresql", "upgrade"] as const;

/**
 * A PostgreSQL instance that only the named security groups reach, only over TLS, and whose master password RDS makes,
 * keeps in Secrets Manager and rotates: Pulumi never knows it. Storage, backups, logs and performance data are
 * encrypted with the given key. The major version of the engine is that of the facts; RDS applies minor ones by itself.
 *
 * Price: the instance class by the hour, twice for two zones, and 0.115 USD per GiB and month
 * (https://aws.amazon.com/rds/postgresql/pricing/).
 *
 * @example
 * import { EncryptionKey, Network, Postgres } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const nodes = new aws.ec2.SecurityGroup("nodes", { vpcId: network.vpcId });
 * const key = new EncryptionKey("data", { description: "PostgreSQL" });
 * const postgres = new Postgres("postgres", {
 *   vpcId: network.vpcId,
 *   subnetIds: network.databaseSubnetIds,
 *   clients: { nodes: nodes.id },
 *   kmsKeyArn: key.arn,
 *   instanceClass: "db.t4g.medium",
 *   storageGiB: 20,
 * });
 * export const host = postgres.host;
 */
export class Postgres extends pulumi.ComponentResource {
  /** Host name of the instance. */
  readonly host: pulumi.Output<string>;
  /** TCP port of the instance. */
  readonly port: number = port;
  /** Security group of the instance, which lets the clients in. */
  readonly securityGroupId: pulumi.Output<string>;
  /** ARN of the Secrets Manager secret with `username` and `password` of the master user. */
  readonly masterSecretArn: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: PostgresArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:Postgres", name, {}, options);
    const spec = resolvePostgres(name, args);
    const parent = { parent: this };
    // The logs' groups have the identifier in their names, and must exist, encrypted, before RDS would make them.
    const identifier = databaseIdentifier(pulumi.getStack(), name);

    const subnets = new aws.rds.SubnetGroup(
      `${name}-subnets`,
      { subnetIds: Object.values(spec.subnetIds), description: "Database subnets" },
      parent,
    );
    const parameters = new aws.rds.ParameterGroup(
      `${name}-parameters`,
      {
        family: engines.postgres.family,
        description: "TLS only, and who came and went",
        parameters: [
          { name: "rds.force_ssl", value: "1" },
          { name: "log_connections", value: "1" },
          { name: "log_disconnections", value: "1" },
        ],
      },
      parent,
    );
    const guard = privateService(
      name,
      { vpcId: spec.vpcId, port, clients: spec.clients, description: "PostgreSQL from the platform" },
      parent,
    );
    const groups = logs.map(
      (log) =>
        new aws.cloudwatch.LogGroup(
          `${name}-${log}-logs`,
          {
            name: `/aws/rds/instance/${identifier}/${log}`,
            retentionInDays: spec.logRetentionDays,
            kmsKeyId: spec.kmsKeyArn,
          },
          parent,
        ),
    );
    const monitoring = new aws.iam.Role(
      `${name}-monitoring-role`,
      { assumeRolePolicy: trustService("monitoring.rds.amazonaws.com") },
      parent,
    );
    const monitoringPolicy = new aws.iam.RolePolicyAttachment(
      `${name}-monitoring-policy`,
      {
        role: monitoring.name,
        policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
      },
      parent,
    );
    const instance = new aws.rds.Instance(
      `${name}-instance`,
      {
        identifier,
        ...engineAndSize(spec),
        dbSubnetGroupName: subnets.name,
        parameterGroupName: parameters.name,
        vpcSecurityGroupIds: [guard.securityGroupId],
        monitoringRoleArn: monitoring.arn,
        monitoringInterval: 60,
        ...deletion(`${name}-last`, identifier, spec, parent),
      },
      {
        parent: this,
        protect: spec.deletionProtection,
        dependsOn: [...groups, ...guard.rules, monitoringPolicy],
        // The identifier is fixed: a second instance cannot exist beside the first.
        deleteBeforeReplace: true,
      },
    );
    this.host = instance.address;
    this.securityGroupId = guard.securityGroupId;
    this.masterSecretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? "");
    this.registerOutputs({
      host: this.host,
      port: this.port,
      securityGroupId: this.securityGroupId,
      masterSecretArn: this.masterSecretArn,
    });
  }
}

const engineAndSize = (spec: ResolvedPostgres) => ({
  engine: "postgres",
  engineVersion: engines.postgres.version,
  autoMinorVersionUpgrade: true,
  instanceClass: spec.instanceClass,
  allocatedStorage: spec.storageGiB,
  maxAllocatedStorage: spec.maxStorageGiB,
  storageType: "gp3",
  storageEncrypted: true,
  kmsKeyId: spec.kmsKeyArn,
  port,
  username: "platform",
  manageMasterUserPassword: true,
  masterUserSecretKmsKeyId: spec.kmsKeyArn,
  iamDatabaseAuthenticationEnabled: true,
  caCertIdentifier: "rds-ca-rsa2048-g1",
  publiclyAccessible: false,
  multiAz: spec.multiAz,
  backupRetentionPeriod: spec.backupRetentionDays,
  // Backup first, maintenance after it; both before the working day of either coast.
  backupWindow: "06:00-07:00",
  maintenanceWindow: "sun:07:30-sun:08:30",
  copyTagsToSnapshot: true,
  performanceInsightsEnabled: true,
  performanceInsightsKmsKeyId: spec.kmsKeyArn,
  performanceInsightsRetentionPeriod: 7,
  enabledCloudwatchLogsExports: [...logs],
});

/** A protected instance leaves a snapshot under a name that no earlier one has. */
function deletion(
  name: string,
  identifier: string,
  spec: ResolvedPostgres,
  options: pulumi.CustomResourceOptions,
) {
  if (!spec.deletionProtection) return { deletionProtection: false, skipFinalSnapshot: true };
  const unique = new random.RandomId(name, { byteLength: 4 }, options);
  return {
    deletionProtection: true,
    skipFinalSnapshot: false,
    finalSnapshotIdentifier: pulumi.interpolate`${identifier}-last-${unique.hex}`,
  };
}
