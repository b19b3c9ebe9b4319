import { Postgres } from "@aip/components/data/postgres.ts";
import { ServiceDatabases } from "@aip/components/data/service-databases.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { DataConfig } from "./config.ts";

/** Where the stores of the layer are in the VPC, and what encrypts them. */
export interface StorePlacement {
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<string, string>>;
  readonly clients: Readonly<Record<string, string>>;
  readonly kmsKeyArn: pulumi.Output<string>;
}

/** PostgreSQL with the databases of the services; nothing where no service keeps one. */
export function createDatabases(
  { environment, network, cluster, databases: names }: DataConfig,
  placement: StorePlacement,
  options: pulumi.ComponentResourceOptions,
): { readonly postgres?: Postgres; readonly databases?: ServiceDatabases } {
  if (names.length === 0) return {};
  const { region, imageMirror, data } = environment;
  const {
    deletionProtection,
    database: { passwordGeneration, ...instance },
  } = data;
  const postgres = new Postgres("postgres", { ...placement, ...instance, deletionProtection }, options);
  const databases = new ServiceDatabases(
    "database",
    {
      clusterName: cluster.clusterName,
      region,
      host: postgres.host,
      port: postgres.port,
      masterSecretArn: postgres.masterSecretArn,
      kmsKeyArn: placement.kmsKeyArn,
      vpcCidr: network.vpcCidr,
      services: names,
      passwordGeneration,
      imageMirror,
    },
    options,
  );
  return { postgres, databases };
}
