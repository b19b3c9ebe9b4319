import policies from "./iam-managed-policies.json" with { type: "json" };

export interface ManagedPolicyFact {
  /** Version that was the default when it was read. */
  readonly version: string;
  readonly document: unknown;
}

/**
 * What AWS' own policies that the platform attaches allow, by their ARN. AWS changes them without notice; these are of
 * 2026-11-24 (https://docs.aws.amazon.com/aws-managed-policy/latest/reference/, as moto 5.2.5 of PyPI holds them).
 * `AWS_ConfigRole`, which lists some 3000 actions, is left out.
 */
export const iamManagedPolicies: Readonly<Record<string, ManagedPolicyFact | undefined>> = policies;
