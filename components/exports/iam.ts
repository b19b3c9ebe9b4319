/** IAM: policy documents, and roles for pods. */
export { PodIdentity, type PodIdentityArgs } from "../iam/pod-identity.ts";
export { policyDocument, type Statement, throughSecretsManager, trustService } from "../iam/policy.ts";
