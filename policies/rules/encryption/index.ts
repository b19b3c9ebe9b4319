import type { Rule } from "../../rule.ts";
import { acmCertificateStrong } from "./acm-certificate-strong.ts";
import { athenaResultsEncrypted } from "./athena-results-encrypted.ts";
import { ebsDefaultEncryptionOn } from "./ebs-default-encryption-on.ts";
import { ebsVolumeEncrypted } from "./ebs-volume-encrypted.ts";
import { ec2BlockDevicesEncrypted } from "./ec2-block-devices-encrypted.ts";
import { efsEncrypted } from "./efs-encrypted.ts";
import { eksSecretsEncrypted } from "./eks-secrets-encrypted.ts";
import { elasticacheEncryptedAtRest } from "./elasticache-encrypted-at-rest.ts";
import { elasticacheEncryptedInTransit } from "./elasticache-encrypted-in-transit.ts";
import { kinesisStreamEncrypted } from "./kinesis-stream-encrypted.ts";
import { kmsCustomerKeyUsed } from "./kms-customer-key-used.ts";
import { kmsKeyNotLost } from "./kms-key-not-lost.ts";
import { kmsKeyRotationOn } from "./kms-key-rotation-on.ts";
import { lbListenerTls } from "./lb-listener-tls.ts";
import { lbListenerTlsPolicy } from "./lb-listener-tls-policy.ts";
import { mskEncryptedInTransit } from "./msk-encrypted-in-transit.ts";
import { opensearchEncrypted } from "./opensearch-encrypted.ts";
import { rdsStorageEncrypted } from "./rds-storage-encrypted.ts";
import { rdsTlsRequired } from "./rds-tls-required.ts";
import { redshiftEncrypted } from "./redshift-encrypted.ts";
import { redshiftTlsRequired } from "./redshift-tls-required.ts";
import { s3BucketEncrypted } from "./s3-bucket-encrypted.ts";
import { s3BucketPolicyTls } from "./s3-bucket-policy-tls.ts";
import { s3BucketTlsOnly } from "./s3-bucket-tls-only.ts";
import { sqsQueueEncrypted } from "./sqs-queue-encrypted.ts";

export const encryptionRules: readonly Rule[] = [
  acmCertificateStrong,
  athenaResultsEncrypted,
  ebsDefaultEncryptionOn,
  ebsVolumeEncrypted,
  ec2BlockDevicesEncrypted,
  efsEncrypted,
  eksSecretsEncrypted,
  elasticacheEncryptedAtRest,
  elasticacheEncryptedInTransit,
  kinesisStreamEncrypted,
  kmsCustomerKeyUsed,
  kmsKeyNotLost,
  kmsKeyRotationOn,
  lbListenerTlsPolicy,
  lbListenerTls,
  mskEncryptedInTransit,
  opensearchEncrypted,
  rdsStorageEncrypted,
  rdsTlsRequired,
  redshiftEncrypted,
  redshiftTlsRequired,
  s3BucketEncrypted,
  s3BucketPolicyTls,
  s3BucketTlsOnly,
  sqsQueueEncrypted,
];
