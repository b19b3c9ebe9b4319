import type { Rule } from "../../rule.ts";
import { ebsSnapshotNotPublic } from "./ebs-snapshot-not-public.ts";
import { ec2AdminPortsClosed } from "./ec2-admin-ports-closed.ts";
import { ec2DefaultSecurityGroupClosed } from "./ec2-default-security-group-closed.ts";
import { ec2EndpointServiceAccepts } from "./ec2-endpoint-service-accepts.ts";
import { ec2InternetIngressAuthorised } from "./ec2-internet-ingress-authorised.ts";
import { ec2NoPublicIp } from "./ec2-no-public-ip.ts";
import { ec2SubnetNoPublicIp } from "./ec2-subnet-no-public-ip.ts";
import { eksEndpointRestricted } from "./eks-endpoint-restricted.ts";
import { iamResourcePolicyNotPublic } from "./iam-resource-policy-not-public.ts";
import { kmsKeyPolicyNotPublic } from "./kms-key-policy-not-public.ts";
import { lambdaNotPublic } from "./lambda-not-public.ts";
import { lbHardened } from "./lb-hardened.ts";
import { lbWafAttached } from "./lb-waf-attached.ts";
import { mskNotPublic } from "./msk-not-public.ts";
import { opensearchInVpc } from "./opensearch-in-vpc.ts";
import { rdsNotPublic } from "./rds-not-public.ts";
import { redshiftEnhancedRouting } from "./redshift-enhanced-routing.ts";
import { s3BucketAclPrivate } from "./s3-bucket-acl-private.ts";
import { s3BucketPolicyNotPublic } from "./s3-bucket-policy-not-public.ts";
import { s3BucketPublicAccessBlocked } from "./s3-bucket-public-access-blocked.ts";
import { s3PublicAccessBlockComplete } from "./s3-public-access-block-complete.ts";
import { wafAclNotEmpty } from "./waf-acl-not-empty.ts";

export const networkExposureRules: readonly Rule[] = [
  ebsSnapshotNotPublic,
  ec2AdminPortsClosed,
  ec2DefaultSecurityGroupClosed,
  ec2EndpointServiceAccepts,
  ec2InternetIngressAuthorised,
  ec2NoPublicIp,
  ec2SubnetNoPublicIp,
  eksEndpointRestricted,
  iamResourcePolicyNotPublic,
  kmsKeyPolicyNotPublic,
  lambdaNotPublic,
  lbHardened,
  lbWafAttached,
  mskNotPublic,
  opensearchInVpc,
  rdsNotPublic,
  redshiftEnhancedRouting,
  s3BucketAclPrivate,
  s3BucketPolicyNotPublic,
  s3BucketPublicAccessBlocked,
  s3PublicAccessBlockComplete,
  wafAclNotEmpty,
];
