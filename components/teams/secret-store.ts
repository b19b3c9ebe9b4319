import * as aws from "@pulumi/aws";
import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/policy.ts";
import { sharedSecretsPath, teamSecretsPath } from "../secrets/paths.ts";
import { readSecretsStatements } from "../secrets/read-statements.ts";
import { teamNamespace } from "./names.ts";

export interface TeamSecretStoreArgs {
  /** Name of the team. */
  readonly team: string;
  /** AWS region of the secrets. */
  readonly region: string;
  /** Account of the secrets. */
  readonly accountId: pulumi.Input<string>;
  /** Role of External Secrets, which alone may take the role of the store. */
  readonly operatorRoleArn: pulumi.Input<string>;
  /** What to wait for: the operator. */
  readonly operator: pulumi.Input<pulumi.Resource[]>;
}

/** Path of the roles of stores, which is how the operator's role knows them. */
const rolePath = (environment: string): string => `/ai-platform/${environment}/team-secrets/`;

/** What lets the operator take the roles of the teams' stores. The tags of its pod go with it to the other role. */
export const takeStoreRoles = (accountId: pulumi.Input<string>): Statement => ({
  actions: ["sts:AssumeRole", "sts:TagSession"],
  resources: [pulumi.interpolate`arn:aws:iam::${accountId}:role${rolePath(pulumi.getStack())}*`],
});

/**
 * The store through which a team's namespace, and no other, takes secrets from Secrets Manager: its own and those that all
 * share. It is an object of the cluster, so that the team cannot change it, and has a role of its own, so that AWS refuses
 * what is not the team's, whatever key an ExternalSecret names. Costs nothing.
 *
 * @returns Name of the ClusterSecretStore, known once it exists.
 */
export function teamSecretStore(
  name: string,
  args: TeamSecretStoreArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Output<string> {
  const { team, region, accountId } = args;
  const environment = pulumi.getStack();
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      path: rolePath(environment),
      assumeRolePolicy: policyDocument([
        { actions: ["sts:AssumeRole", "sts:TagSession"], principals: { AWS: args.operatorRoleArn } },
      ]),
    },
    options,
  );
  const policy = new aws.iam.RolePolicy(
    `${name}-policy`,
    {
      role: role.name,
      policy: policyDocument(
        readSecretsStatements({
          region,
          accountId,
          paths: [teamSecretsPath(environment, team), sharedSecretsPath(environment)],
        }),
      ),
    },
    options,
  );
  const store = new kubernetes.apiextensions.CustomResource(
    `${name}-store`,
    {
      apiVersion: "external-secrets.io/v1",
      kind: "ClusterSecretStore",
      metadata: {
        name: teamNamespace(team),
        annotations: { "pulumi.com/waitFor": "condition=Ready" },
      },
      spec: {
        provider: { aws: { service: "SecretsManager", region, role: role.arn } },
        conditions: [{ namespaces: [teamNamespace(team)] }],
      },
    },
    { ...options, dependsOn: pulumi.output(args.operator).apply((operator) => [...operator, policy]) },
  );
  return store.metadata.name;
}
