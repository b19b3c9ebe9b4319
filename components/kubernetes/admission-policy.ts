import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

export interface AdmissionPolicyArgs {
  /** Name of the policy and of its binding. */
  readonly policyName: string;
  /** What it looks at, and what must hold. */
  readonly spec: Omit<
    kubernetes.types.input.admissionregistration.v1.ValidatingAdmissionPolicySpec,
    "failurePolicy"
  >;
  /** Selects the namespaces that it is for. Default: all. */
  readonly namespaces?: kubernetes.types.input.meta.v1.LabelSelector;
}

/**
 * Has the API server refuse what breaks a policy, and everything that the policy cannot judge. Costs nothing.
 *
 * @returns The policy and its binding: it is in force once both are there.
 */
export function denyByPolicy(
  name: string,
  { policyName, spec, namespaces }: AdmissionPolicyArgs,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  const policy = new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicy(
    `${name}-policy`,
    { metadata: { name: policyName }, spec: { failurePolicy: "Fail", ...spec } },
    options,
  );
  const binding = new kubernetes.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
    `${name}-binding`,
    {
      metadata: { name: policyName },
      spec: {
        policyName: policy.metadata.name,
        validationActions: ["Deny"],
        ...(namespaces === undefined ? {} : { matchResources: { namespaceSelector: namespaces } }),
      },
    },
    options,
  );
  return [policy, binding];
}
