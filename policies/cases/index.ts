import { backupCases } from "./backup.ts";
import type { RuleCases } from "./case.ts";
import { encryptionCases } from "./encryption.ts";
import { encryptionBucketsCases } from "./encryption-buckets.ts";
import { encryptionDatabasesCases } from "./encryption-databases.ts";
import { identityCases } from "./identity.ts";
import { identityIamCases } from "./identity-iam.ts";
import { kubernetesClusterCases } from "./kubernetes-cluster.ts";
import { kubernetesOperationCases } from "./kubernetes-operation.ts";
import { kubernetesSecurityCases } from "./kubernetes-security.ts";
import { loggingCases } from "./logging.ts";
import { mlCases } from "./ml.ts";
import { networkExposureCases } from "./network-exposure.ts";
import { networkExposurePoliciesCases } from "./network-exposure-policies.ts";
import { reliabilityCases } from "./reliability.ts";
import { taggingCases } from "./tagging.ts";

/** The cases of all rules but those about money, which have prices to go with them. */
export const allCases: readonly RuleCases[] = [
  ...backupCases,
  ...encryptionCases,
  ...encryptionBucketsCases,
  ...encryptionDatabasesCases,
  ...identityCases,
  ...identityIamCases,
  ...kubernetesClusterCases,
  ...kubernetesOperationCases,
  ...kubernetesSecurityCases,
  ...loggingCases,
  ...mlCases,
  ...networkExposureCases,
  ...networkExposurePoliciesCases,
  ...reliabilityCases,
  ...taggingCases,
];
