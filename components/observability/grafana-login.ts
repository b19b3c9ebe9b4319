import type * as pulumi from "@pulumi/pulumi";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type ObservabilityContext, secretStoreOf } from "./context.ts";
import { grafanaAdminSecret } from "./prometheus-values.ts";

export interface GrafanaLogin {
  /** Secrets Manager secret with `username` and `password` of Grafana's administrator. */
  readonly secretArn: pulumi.Output<string>;
  /** What Grafana's pods wait for. */
  readonly ready: pulumi.Resource;
}

/** The first user of Grafana, `admin`, with a generated password that is kept in Secrets Manager. */
export function grafanaLogin(
  name: string,
  context: ObservabilityContext,
  options: pulumi.CustomResourceOptions,
): GrafanaLogin {
  const login = new GeneratedSecret(
    name,
    {
      description: "Administrator of Grafana",
      kmsKeyArn: context.secretsKeyArn,
      fixed: { username: "admin" },
      generate: { password: { form: "password", length: 32 } },
    },
    options,
  );
  const { resource: ready } = syncSecret(
    `${name}-synced`,
    {
      secretName: grafanaAdminSecret,
      namespace: context.namespace,
      store: secretStoreOf(context),
      values: {
        "admin-user": { secretArn: login.arn, property: "username" },
        "admin-password": { secretArn: login.arn, property: "password" },
      },
    },
    options,
  );
  return { secretArn: login.arn, ready };
}
