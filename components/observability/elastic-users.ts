import type * as pulumi from "@pulumi/pulumi";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type ObservabilityContext, secretStoreOf } from "./context.ts";
import { stackName, writerRole, writerRoleDefinition, writerUser } from "./elastic-resources.ts";
import { retentionRole, retentionRoleDefinition, retentionUser } from "./log-retention.ts";

/** Users of Elasticsearch besides its built-in ones, each with a role of its own. */
const users = {
  writer: { user: writerUser, role: writerRole, description: "User that writes telemetry to Elasticsearch" },
  retention: {
    user: retentionUser,
    role: retentionRole,
    description: "User that has Elasticsearch delete old logs",
  },
} as const;

export type ElasticUser = keyof typeof users;

/** What the operator reads users and roles from: names of Kubernetes secrets, known once these are there. */
export interface ElasticUsers {
  /** Secrets with `username`, `password` and `roles` of a user. */
  readonly userSecrets: Readonly<Record<ElasticUser, pulumi.Output<string>>>;
  /** Secret with the definitions of the roles. */
  readonly rolesSecret: pulumi.Output<string>;
}

/** Makes the users of Elasticsearch, with generated passwords that are kept in Secrets Manager. */
export function makeElasticUsers(
  name: string,
  context: ObservabilityContext,
  options: pulumi.CustomResourceOptions,
): ElasticUsers {
  const made = Object.entries(users).map(([key, { user, role, description }]) => {
    const generated = new GeneratedSecret(
      `${name}-${key}`,
      {
        description,
        kmsKeyArn: context.secretsKeyArn,
        fixed: { username: user },
        generate: { password: { form: "password", length: 32 } },
      },
      options,
    );
    const values = { password: { secretArn: generated.arn, property: "password" } };
    const common = { namespace: context.namespace, store: secretStoreOf(context), values };
    const secret = syncSecret(
      `${name}-${key}-synced`,
      {
        ...common,
        secretName: `${stackName}-${key}`,
        type: "kubernetes.io/basic-auth",
        template: { username: user, password: "{{ .password }}", roles: role },
      },
      options,
    );
    return { key, common, secret };
  });
  const [{ common }] = made as [(typeof made)[0]];
  const roles = syncSecret(
    `${name}-roles-synced`,
    {
      ...common,
      secretName: `${stackName}-roles`,
      template: { "roles.yml": `${writerRoleDefinition}${retentionRoleDefinition}` },
    },
    options,
  );
  return {
    userSecrets: Object.fromEntries(
      made.map(({ key, secret }) => [key, secret.name]),
    ) as ElasticUsers["userSecrets"],
    rolesSecret: roles.name,
  };
}
