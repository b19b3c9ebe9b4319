import type * as pulumi from "@pulumi/pulumi";
import { type SyncedSecret, syncSecret } from "../kubernetes/external-secret.ts";
import type { ServiceContext } from "./service.ts";

/** Where a service logs in to MLflow, and with what. */
export interface MlflowAccess {
  /** Address of MLflow. */
  readonly url: pulumi.Input<string>;
  /** Secrets Manager secret with `username` and `password`. */
  readonly secretArn: pulumi.Input<string>;
}

/** Folder below the home of a process in which MLflow's clients look for `credentials`. */
export const credentialsFolder = ".mlflow";

/** The login as the file that MLflow's clients read by themselves: no code and no variable holds the password. */
export const syncMlflowLogin = (
  name: string,
  access: MlflowAccess,
  context: Pick<ServiceContext, "secretStore">,
  namespace: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): SyncedSecret =>
  syncSecret(
    name,
    {
      secretName: "mlflow-login",
      namespace,
      store: context.secretStore,
      values: {
        username: { secretArn: access.secretArn, property: "username" },
        password: { secretArn: access.secretArn, property: "password" },
      },
      template: {
        credentials:
          "[mlflow]\nmlflow_tracking_username = {{ .username }}\nmlflow_tracking_password = {{ .password }}\n",
      },
    },
    options,
  );
