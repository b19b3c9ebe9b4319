import type { Rule } from "../../rule.ts";
import { ec2Imdsv2Required } from "./ec2-imdsv2-required.ts";
import { ec2NoPlainCredentials } from "./ec2-no-plain-credentials.ts";
import { eksAccessEntries } from "./eks-access-entries.ts";
import { eksAdminAccessBounded } from "./eks-admin-access-bounded.ts";
import { iamDataAccessScoped } from "./iam-data-access-scoped.ts";
import { iamNoAdminAttachment } from "./iam-no-admin-attachment.ts";
import { iamNoAdminPolicy } from "./iam-no-admin-policy.ts";
import { iamNoPrivilegeEscalation } from "./iam-no-privilege-escalation.ts";
import { iamNoServiceWildcard } from "./iam-no-service-wildcard.ts";
import { iamNoUsers } from "./iam-no-users.ts";
import { iamTrustBound } from "./iam-trust-bound.ts";
import { rdsIamAuthentication } from "./rds-iam-authentication.ts";
import { rdsPasswordManaged } from "./rds-password-managed.ts";
import { secretsmanagerRotated } from "./secretsmanager-rotated.ts";

export const identityRules: readonly Rule[] = [
  ec2Imdsv2Required,
  ec2NoPlainCredentials,
  eksAccessEntries,
  eksAdminAccessBounded,
  iamDataAccessScoped,
  iamNoAdminAttachment,
  iamNoAdminPolicy,
  iamNoPrivilegeEscalation,
  iamNoServiceWildcard,
  iamNoUsers,
  iamTrustBound,
  rdsIamAuthentication,
  rdsPasswordManaged,
  secretsmanagerRotated,
];
