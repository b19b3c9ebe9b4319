import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { serverTlsSecret } from "./vault-values.ts";

const apiVersion = "cert-manager.io/v1";
const hour = (count: number): string => `${count}h`;
const year = 8760;
/** What comes after an issuer or a certificate waits until it can be used. */
const ready = { "pulumi.com/waitFor": "condition=Ready" };

/**
 * A certificate authority of Vault's own, made by cert-manager inside the cluster, and the certificate of its servers.
 * The private keys exist in the cluster only. Vault reads its certificate when it starts: the certificate lives five
 * years and is renewed a year before its end, so that any restart in that year takes the new one.
 *
 * @param namespaceName Name of the namespace, which is part of the servers' names.
 * @param namespace The same, known once the namespace exists.
 */
export function vaultTls(
  name: string,
  namespaceName: string,
  namespace: pulumi.Input<string>,
  replicas: number,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const object = (
    role: string,
    kind: "Issuer" | "Certificate",
    metadataName: string,
    spec: Record<string, unknown>,
    after: pulumi.Resource[],
  ) =>
    new kubernetes.apiextensions.CustomResource(
      `${name}-${role}`,
      { apiVersion, kind, metadata: { name: metadataName, namespace, annotations: ready }, spec },
      { ...options, dependsOn: after },
    );
  const privateKey = { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" };

  const root = object("root-issuer", "Issuer", "vault-root", { selfSigned: {} }, []);
  const authority = object(
    "authority",
    "Certificate",
    "vault-ca",
    {
      isCA: true,
      commonName: "Vault of the AI platform",
      secretName: "vault-ca",
      duration: hour(10 * year),
      renewBefore: hour(year),
      privateKey: { ...privateKey, rotationPolicy: "Never" },
      issuerRef: { name: "vault-root", kind: "Issuer", group: "cert-manager.io" },
    },
    [root],
  );
  const issuer = object("issuer", "Issuer", "vault-ca", { ca: { secretName: "vault-ca" } }, [authority]);
  return object(
    "certificate",
    "Certificate",
    "vault-server",
    {
      secretName: serverTlsSecret,
      duration: hour(5 * year),
      renewBefore: hour(year),
      privateKey,
      dnsNames: dnsNames(namespaceName, replicas),
      ipAddresses: ["127.0.0.1"],
      issuerRef: { name: "vault-ca", kind: "Issuer", group: "cert-manager.io" },
    },
    [issuer],
  );
}

/** Every name that clients, the other servers and the setup job use. */
const dnsNames = (namespace: string, replicas: number): string[] => [
  "localhost",
  ...["vault", "vault-active"].flatMap((service) => [
    service,
    `${service}.${namespace}`,
    `${service}.${namespace}.svc`,
  ]),
  ...Array.from({ length: replicas }, (_, index) => `vault-${index}.vault-internal`).flatMap((host) => [
    host,
    `${host}.${namespace}.svc`,
  ]),
];
