import * as pulumi from "@pulumi/pulumi";
import { onStateNodes } from "../kubernetes/placement.ts";

export interface VaultValuesArgs {
  readonly replicas: number;
  readonly storageGiB: number;
  readonly auditStorageGiB: number;
  readonly storageClass: pulumi.Input<string>;
  readonly region: string;
  /** Key that unseals the servers. */
  readonly unsealKeyArn: pulumi.Input<string>;
}

/** Secret that cert-manager keeps certificate and key of the servers in. */
export const serverTlsSecret = "vault-server-tls";

/** Where a forwarded connection ends: a listener that only processes of the same pod reach. */
export const forwardPort = 8202;

const tlsFolder = `/vault/userconfig/${serverTlsSecret}`;

/**
 * Configuration of the servers. Clients and servers speak TLS to each other. The second listener is bound to the
 * loopback address of the pod: a port forward ends there, so that a person's connection, which the Kubernetes API
 * already encrypts, needs no trust in our certificate authority.
 */
export const serverConfig = (args: VaultValuesArgs): pulumi.Output<string> => {
  const peers = Array.from({ length: args.replicas }, (_, index) => `vault-${index}.vault-internal`);
  return pulumi.interpolate`ui = true
disable_mlock = true
log_format = "json"

listener "tcp" {
  address         = "[::]:8200"
  cluster_address = "[::]:8201"
  tls_cert_file   = "${tlsFolder}/tls.crt"
  tls_key_file    = "${tlsFolder}/tls.key"
  tls_min_version = "tls12"

  # They name no secret, and network policies say who may call.
  telemetry {
    unauthenticated_metrics_access = true
  }
}

listener "tcp" {
  address     = "127.0.0.1:${forwardPort}"
  tls_disable = true
}

storage "raft" {
  path = "/vault/data"
${peers.map(retryJoin).join("")}}

seal "awskms" {
  region     = "${args.region}"
  kms_key_id = "${args.unsealKeyArn}"
}

service_registration "kubernetes" {}

telemetry {
  prometheus_retention_time = "24h"
  disable_hostname          = true
}
`;
};

const retryJoin = (peer: string): string => `
  retry_join {
    leader_api_addr       = "https://${peer}:8200"
    leader_ca_cert_file   = "${tlsFolder}/ca.crt"
    leader_tls_servername = "${peer}"
  }
`;

const restricted = {
  pod: {
    runAsNonRoot: true,
    runAsUser: 100,
    runAsGroup: 1000,
    fsGroup: 1000,
    seccompProfile: { type: "RuntimeDefault" },
  },
  container: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};

const serverLabels = { "app.kubernetes.io/name": "vault", component: "server" };

/** The servers run where state may, each on a node of its own. */
const serverAffinity = {
  ...onStateNodes.affinity,
  podAntiAffinity: {
    requiredDuringSchedulingIgnoredDuringExecution: [
      { labelSelector: { matchLabels: serverLabels }, topologyKey: "kubernetes.io/hostname" },
    ],
  },
};

/** Values of Vault's chart that differ from its own. */
export function vaultValues(args: VaultValuesArgs) {
  const highlyAvailable = args.replicas > 1;
  const volume = (size: number) => ({ enabled: true, size: `${size}Gi`, storageClass: args.storageClass });
  return {
    global: { tlsDisable: false },
    injector: {
      enabled: true,
      replicas: highlyAvailable ? 2 : 1,
      ...(highlyAvailable ? { podDisruptionBudget: { maxUnavailable: 1 } } : {}),
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
      securityContext: restricted,
      webhook: {
        namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "ai-platform" } },
      },
    },
    server: {
      enabled: true,
      resources: { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "512Mi" } },
      serviceAccount: { name: "vault" },
      statefulSet: { securityContext: restricted },
      dataStorage: volume(args.storageGiB),
      auditStorage: volume(args.auditStorageGiB),
      extraEnvironmentVars: { VAULT_CACERT: `${tlsFolder}/ca.crt` },
      volumes: [{ name: "tls", secret: { secretName: serverTlsSecret, defaultMode: 0o440 } }],
      volumeMounts: [{ name: "tls", mountPath: tlsFolder, readOnly: true }],
      // The chart has a text here; JSON is YAML.
      affinity: JSON.stringify(serverAffinity),
      tolerations: onStateNodes.tolerations,
      topologySpreadConstraints: highlyAvailable
        ? [
            {
              maxSkew: 1,
              topologyKey: "topology.kubernetes.io/zone",
              whenUnsatisfiable: "DoNotSchedule",
              labelSelector: { matchLabels: serverLabels },
            },
          ]
        : [],
      standalone: { enabled: false },
      ha: {
        enabled: true,
        replicas: args.replicas,
        // For a single server the chart makes a budget of none, whatever is asked for, and no node could be drained.
        disruptionBudget: highlyAvailable
          ? { enabled: true, maxUnavailable: (args.replicas - 1) / 2 }
          : { enabled: false },
        raft: { enabled: true, setNodeId: true, config: serverConfig(args) },
      },
    },
    ui: { enabled: false },
  };
}
