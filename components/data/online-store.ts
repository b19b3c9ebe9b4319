import {
  checkOnlineStore,
  type OnlineStoreSettings,
  resolveOnlineStoreSettings,
} from "@aip/common/arguments/online-store.ts";
import { Problems } from "@aip/common/problems.ts";
import { engines } from "@aip/facts/engines.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { privateService } from "./private-service.ts";

export interface OnlineStoreArgs extends OnlineStoreSettings {
  /** VPC of the store. */
  readonly vpcId: pulumi.Input<string>;
  /** Subnets without a way to the internet, by zone name; of two zones or more where there are replicas. */
  readonly subnetIds: Readonly<Record<string, pulumi.Input<string>>>;
  /** Security groups that may connect, by a name of each. */
  readonly clients: Readonly<Record<string, pulumi.Input<string>>>;
  /** KMS key that encrypts the data, the snapshots and the password. */
  readonly kmsKeyArn: pulumi.Input<string>;
}

const port = 6379;

/**
 * The online store of the features on ElastiCache for Valkey: encrypted at rest and on the way, and closed without the
 * password in Secrets Manager. With a replica it survives the loss of a node or a zone by itself.
 *
 * Price: the node type by the hour for each node (https://aws.amazon.com/elasticache/pricing/).
 *
 * @example
 * import { EncryptionKey, Network, OnlineStore } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 *
 * const network = new Network("main", { vpcCidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b"] });
 * const nodes = new aws.ec2.SecurityGroup("nodes", { vpcId: network.vpcId });
 * const key = new EncryptionKey("data", { description: "Online store" });
 * const store = new OnlineStore("features", {
 *   vpcId: network.vpcId,
 *   subnetIds: network.databaseSubnetIds,
 *   clients: { nodes: nodes.id },
 *   kmsKeyArn: key.arn,
 *   nodeType: "cache.t4g.small",
 * });
 * export const host = store.host;
 */
export class OnlineStore extends pulumi.ComponentResource {
  /** Host that always points at the primary. */
  readonly host: pulumi.Output<string>;
  readonly port: number = port;
  /** Secrets Manager secret with `password`. */
  readonly secretArn: pulumi.Output<string>;

  /** @throws InvalidInput listing every argument that is not possible. */
  constructor(name: string, args: OnlineStoreArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:OnlineStore", name, {}, options);
    const { replicas, snapshotDays } = resolve(name, args);
    const parent = { parent: this };

    const secret = new GeneratedSecret(
      `${name}-password`,
      {
        description: "Password of the online feature store",
        kmsKeyArn: args.kmsKeyArn,
        generate: { password: { form: "password", length: 64 } },
      },
      parent,
    );
    const subnets = new aws.elasticache.SubnetGroup(
      `${name}-subnets`,
      { subnetIds: Object.values(args.subnetIds), description: "Database subnets" },
      parent,
    );
    const guard = privateService(
      name,
      { vpcId: args.vpcId, port, clients: args.clients, description: "Online feature store" },
      parent,
    );
    const group = new aws.elasticache.ReplicationGroup(
      `${name}-group`,
      {
        description: "Online feature store",
        engine: "valkey",
        engineVersion: engines.valkey.version,
        parameterGroupName: `default.${engines.valkey.family}`,
        autoMinorVersionUpgrade: true,
        nodeType: args.nodeType,
        port,
        numCacheClusters: 1 + replicas,
        automaticFailoverEnabled: replicas > 0,
        multiAzEnabled: replicas > 0,
        atRestEncryptionEnabled: true,
        kmsKeyId: args.kmsKeyArn,
        transitEncryptionEnabled: true,
        transitEncryptionMode: "required",
        ...(secret.values.password === undefined ? {} : { authToken: secret.values.password }),
        subnetGroupName: subnets.name,
        securityGroupIds: [guard.securityGroupId],
        snapshotRetentionLimit: snapshotDays,
        snapshotWindow: "06:00-07:00",
        maintenanceWindow: "sun:07:30-sun:08:30",
        applyImmediately: false,
      },
      // AWS moves minor versions by itself; to move one back would replace the cache.
      { parent: this, dependsOn: [...guard.rules], ignoreChanges: ["engineVersion"] },
    );
    this.host = group.primaryEndpointAddress;
    this.secretArn = secret.arn;
    this.registerOutputs({ host: this.host, port: this.port, secretArn: this.secretArn });
  }
}

function resolve(name: string, args: OnlineStoreArgs): Required<OnlineStoreSettings> {
  const problems = new Problems(`OnlineStore ${name}`);
  const settings = resolveOnlineStoreSettings(args);
  checkOnlineStore(args, problems);
  const zones = Object.keys(args.subnetIds).length;
  if (settings.replicas > 0 && zones < 2) {
    problems.add("subnetIds", zones, "subnets in two zones where there are replicas");
  }
  problems.throwIfAny();
  return settings;
}
