import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PodIdentity } from "../iam/pod-identity.ts";
import { installChart, objectsOf } from "../kubernetes/chart.ts";
import type { Mirrors } from "../kubernetes/mirrors.ts";
import { PlatformNamespace, platformNamespaces } from "../kubernetes/namespace.ts";
import {
  egressRules,
  ingressRules,
  type Peer,
  podIdentityAgent,
  publicHttps,
} from "../kubernetes/traffic.ts";
import { servicesPath, sharedSecretsPath, teamLoginsPath } from "../secrets/paths.ts";
import { readSecretsStatements } from "../secrets/read-statements.ts";
import { takeStoreRoles, teamSecretStore } from "../teams/secret-store.ts";

export interface ExternalSecretsArgs extends Mirrors {
  /** EKS cluster that the operator runs on. */
  readonly clusterName: pulumi.Input<string>;
  /** AWS region of the secrets. */
  readonly region: string;
  /** Account of the secrets: that of the provider. */
  readonly accountId: pulumi.Input<string>;
  /** IPv4 range of the VPC, from which the API server calls the webhook. */
  readonly vpcCidr: pulumi.Input<string>;
  /** Teams that have a store of their own. Default: none. */
  readonly teams?: readonly string[];
  /** The pods that read its metrics. Default: none. */
  readonly metricsReader?: Peer | undefined;
  /** Copies of the operator and of its webhook, 1 or more. Default: 2. */
  readonly replicas?: number;
}

const account = "external-secrets";
const webhookPort = 10250;
const metricsPort = 8080;

/**
 * External Secrets, and the one store through which the platform's namespaces take secrets from Secrets Manager. Its
 * role reads below `ai-platform/<stack>/services/`, what all share, and the logins that the platform gives to teams, and
 * nothing else: neither the keys of Vault nor the master password of a database. It may decrypt with any key of the
 * account, but only through Secrets Manager and only those secrets. Each team has a store of its own, which reads the
 * team's secrets with a role that may do nothing else.
 *
 * Costs what its pods request of the nodes, and 0.05 USD for 10,000 reads
 * (https://aws.amazon.com/secrets-manager/pricing/).
 *
 * @example
 * import { ExternalSecrets } from "@aip/components";
 * import * as aws from "@pulumi/aws";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const { accountId } = aws.getCallerIdentityOutput();
 * new ExternalSecrets("external-secrets", {
 *   clusterName: new pulumi.Config().require("clusterName"),
 *   region: "us-east-1",
 *   accountId,
 *   vpcCidr: "10.0.0.0/16",
 * });
 */
export class ExternalSecrets extends pulumi.ComponentResource {
  /** Name of the ClusterSecretStore, known once it exists. */
  readonly storeName: pulumi.Output<string>;
  /** Names of the ClusterSecretStores of the teams, by team. */
  readonly teamStoreNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ExternalSecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:security:ExternalSecrets", name, {}, options);
    const parent = { parent: this };
    const { replicas = 2, teams = [] } = args;

    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: account, quota: { "requests.cpu": "2", "limits.memory": "4Gi", pods: "20" } },
      parent,
    );
    const network = new kubernetes.networking.v1.NetworkPolicy(
      `${name}-network`,
      {
        metadata: { name: account, namespace },
        spec: {
          podSelector: {},
          policyTypes: ["Ingress", "Egress"],
          ingress: ingressRules([
            { peers: [{ cidr: args.vpcCidr }], ports: [webhookPort] },
            ...(args.metricsReader ? [{ peers: [args.metricsReader], ports: [metricsPort] }] : []),
          ]),
          egress: egressRules([podIdentityAgent, publicHttps]),
        },
      },
      parent,
    );
    const identity = new PodIdentity(
      `${name}-identity`,
      {
        clusterName: args.clusterName,
        namespace,
        serviceAccount: account,
        statements: [
          ...readSecretsStatements({ ...args, paths: readablePaths(pulumi.getStack()) }),
          ...(teams.length === 0 ? [] : [takeStoreRoles(args.accountId)]),
        ],
      },
      parent,
    );
    const chart = installChart(
      "external-secrets",
      {
        chart: "external-secrets",
        namespace,
        mirrors: args,
        values: values(replicas),
      },
      { parent: this, dependsOn: [identity, network] },
    );
    const store = new kubernetes.apiextensions.CustomResource(
      `${name}-store`,
      {
        apiVersion: "external-secrets.io/v1",
        kind: "ClusterSecretStore",
        metadata: {
          name: "aws-secrets-manager",
          // Ready means that the operator got credentials: what takes secrets from it waits for that.
          annotations: { "pulumi.com/waitFor": "condition=Ready" },
        },
        spec: {
          provider: { aws: { service: "SecretsManager", region: args.region } },
          conditions: [{ namespaceSelector: platformNamespaces }],
        },
      },
      // The operator's webhook is asked before the store is deleted, and must still answer then.
      { parent: this, dependsOn: objectsOf(chart) },
    );
    this.storeName = store.metadata.name;
    this.teamStoreNames = Object.fromEntries(
      teams.map((team) => [
        team,
        teamSecretStore(
          `${name}-${team}`,
          { ...args, team, operatorRoleArn: identity.roleArn, operator: objectsOf(chart) },
          parent,
        ),
      ]),
    );
    this.registerOutputs({ storeName: this.storeName, teamStoreNames: this.teamStoreNames });
  }
}

/** What the store of the platform's namespaces reads. */
const readablePaths = (environment: string): string[] => [
  servicesPath(environment),
  sharedSecretsPath(environment),
  // The jobs of services set the passwords that they give to teams.
  teamLoginsPath(environment, "*"),
];

function values(replicas: number) {
  const resources = { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "256Mi" } };
  const podDisruptionBudget = { enabled: replicas > 1, minAvailable: 1 };
  return {
    installCRDs: true,
    replicaCount: replicas,
    leaderElect: true,
    serviceAccount: { name: account },
    resources,
    podDisruptionBudget,
    // What is not watched cannot be misused: a store in a namespace would read with the operator's own role, and whoever
    // may deploy to the namespace could make one.
    processSecretStore: false,
    processClusterExternalSecret: false,
    processPushSecret: false,
    processClusterPushSecret: false,
    webhook: { replicaCount: replicas, port: webhookPort, resources, podDisruptionBudget },
    certController: { resources },
  };
}
