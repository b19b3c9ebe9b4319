import { vaultReplicas, vaultReplicasAllowed, vaultStorage } from "@aip/common/arguments/vault-server.ts";
import { z } from "zod";
import { defineService } from "./define.ts";
import { slug, whole } from "./values.ts";

export const vault = defineService({
  name: "vault",
  title: "Vault",
  summary: "Secrets of services and teams, by the identity of their pods.",
  layer: "security",
  key: "vault",
  namespace: "vault",
  keys: {
    /** Servers, an odd number; 3 or more keep a quorum when one is lost. Default: 3; 1 in development. */
    replicas: z.literal(vaultReplicas, `expected ${vaultReplicasAllowed}`).default(3),
    /** GiB of each server's data volume. Default: 10; 2 in development. */
    storageGiB: whole(vaultStorage).default(10),
    /**
     * Address at which the machine that runs Pulumi reaches Vault. Default: that of the service table, which is
     * `aip forward` in an environment without a gateway.
     */
    address: z
      .url({ protocol: /^https?$/, error: "expected a URL such as https://vault.example.com" })
      .optional(),
    /**
     * Who may log in besides the platform's own services, by name: the pods of these service accounts, which read
     * their own path of the kv engine. Default: nobody.
     */
    services: z
      .record(
        slug,
        z.strictObject({
          /** Namespace of the service accounts. */
          namespace: slug,
          /** Names of the service accounts; at least one. */
          serviceAccounts: z.array(slug).min(1, "expected at least one service account"),
        }),
      )
      .default({}),
  },
  profiles: { development: { replicas: 1, storageGiB: 2 } },
  productionMinimum: { replicas: 3 },
  requires: [{ service: "cert-manager", because: "it makes the certificates of its servers" }],
  serves: { service: "vault", port: 8200 },
  openToTeams: true,
  subdomain: "vault",
  // The listener for forwarded connections is bound to the loopback address of the pod, so that no service reaches it.
  forward: { localPort: 8200, object: "pod/vault-0", port: 8202 },
  metrics: [
    {
      labels: { "app.kubernetes.io/name": "vault", component: "server" },
      port: "https",
      path: "/v1/sys/metrics",
      query: { format: "prometheus" },
      scheme: "https",
    },
  ],
  login: {
    kind: "token",
    reason: "Pods log in with their service account; Pulumi holds the token that configures it.",
  },
});
