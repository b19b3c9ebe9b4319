import { withUnknownSchemas } from "../charts/schemas.ts";
import type { Models, PlannedResource, ResourceModel } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import { objectModel } from "./object.ts";

const object = objectModel();

const base64 = (values: unknown): Properties =>
  Object.fromEntries(
    Object.entries((values ?? {}) as Properties).map(([key, value]) => [
      key,
      Buffer.from(String(value)).toString("base64"),
    ]),
  );

/** The API server turns `stringData` into `data`. */
function secretOutputs(planned: PlannedResource): Properties {
  const data = { ...((planned.inputs.data ?? {}) as Properties), ...base64(planned.inputs.stringData) };
  return { ...object.outputs?.(planned, undefined as never), data };
}

/** A definition of a chart has digests in the place of its schemas. */
const definition: ResourceModel = {
  ...object,
  check: (planned, ...rest) =>
    object.check?.({ ...planned, inputs: withUnknownSchemas(planned.inputs) }, ...rest),
};

/**
 * The Kubernetes API. Types with fields that cannot change are named; all others, custom resources among them, are
 * the same object with a name, a namespace and a status. The field lists are those of the API server's update
 * validation (https://kubernetes.io/docs/reference/kubernetes-api/).
 */
export const kubernetesModels: Models = {
  "kubernetes:*": object,
  "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition": definition,
  "kubernetes:apps/v1:Deployment": objectModel(["spec.selector"]),
  "kubernetes:apps/v1:DaemonSet": objectModel(["spec.selector"]),
  "kubernetes:apps/v1:StatefulSet": objectModel([
    "spec.selector",
    "spec.serviceName",
    "spec.podManagementPolicy",
    "spec.volumeClaimTemplates",
  ]),
  "kubernetes:batch/v1:Job": objectModel(["spec.selector", "spec.template", "spec.completionMode"]),
  // The provider replaces configuration rather than changing it under running pods.
  "kubernetes:core/v1:ConfigMap": objectModel(["data", "binaryData", "immutable"]),
  "kubernetes:core/v1:Secret": objectModel(["type", "data", "stringData", "immutable"], {
    outputs: secretOutputs,
    secretOutputs: ["data", "stringData"],
  }),
  "kubernetes:core/v1:PersistentVolumeClaim": objectModel([
    "spec.accessModes",
    "spec.selector",
    "spec.storageClassName",
    "spec.volumeMode",
    "spec.volumeName",
  ]),
  "kubernetes:core/v1:Service": objectModel(["spec.clusterIP"]),
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding": objectModel(["roleRef"]),
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding": objectModel(["roleRef"]),
  "kubernetes:scheduling.k8s.io/v1:PriorityClass": objectModel([
    "value",
    "globalDefault",
    "preemptionPolicy",
  ]),
  "kubernetes:storage.k8s.io/v1:StorageClass": objectModel([
    "provisioner",
    "parameters",
    "reclaimPolicy",
    "volumeBindingMode",
  ]),
  "kubernetes:helm.sh/v3:Release": {
    id: (planned) => `${String(planned.inputs.namespace ?? "default")}/${String(planned.inputs.name)}`,
    name: {
      property: "name",
      maxLength: 53,
      pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
      allowed: "lower-case letters, digits and -",
    },
    required: ["chart"],
    replaceOn: ["namespace"],
    outputs: (planned) => ({
      status: {
        name: planned.inputs.name,
        namespace: planned.inputs.namespace ?? "default",
        chart: planned.inputs.chart,
        version: planned.inputs.version,
        revision: 1,
        status: "deployed",
      },
    }),
  },
};
