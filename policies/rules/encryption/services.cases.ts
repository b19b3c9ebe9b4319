import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: "ebs-volume-encrypted",
    type: "aws:ebs/volume:Volume",
    good: {
      "encrypted with a key": {
        availabilityZone: "us-east-1a",
        size: 10,
        encrypted: true,
        kmsKeyId: unknown,
      },
      "an encrypted copy of a snapshot": [
        resource("aws:ebs/snapshotCopy:SnapshotCopy", "copy", { sourceRegion: "us-east-1", encrypted: true }),
      ],
    },
    bad: {
      "nothing said": { availabilityZone: "us-east-1a", size: 10 },
      "said not to": { availabilityZone: "us-east-1a", size: 10, encrypted: false },
      "a plain copy": [resource("aws:ebs/snapshotCopy:SnapshotCopy", "copy", { sourceRegion: "us-east-1" })],
    },
    deferred: { "not known yet": { availabilityZone: "us-east-1a", size: 10, encrypted: unknown } },
  },
  {
    rule: "ebs-default-encryption-on",
    type: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    good: { "on by default": {}, on: { enabled: true } },
    bad: { "switched off": { enabled: false } },
    deferred: { "not known yet": { enabled: unknown } },
  },
  {
    rule: "ec2-block-devices-encrypted",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: {
      "the flag is a text": {
        blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { encrypted: "true" } }],
      },
      "an instance store has no such flag": {
        blockDeviceMappings: [{ deviceName: "/dev/sdb", virtualName: "ephemeral0" }],
      },
      "no device named": { imageId: "ami-0123456789abcdef0" },
      "an instance": [
        resource("aws:ec2/instance:Instance", "node", {
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [],
        }),
      ],
    },
    bad: {
      "one of two": {
        blockDeviceMappings: [
          { deviceName: "/dev/xvda", ebs: { encrypted: "true" } },
          { deviceName: "/dev/xvdb", ebs: { volumeSize: 100 } },
        ],
      },
      "said not to, as text": { blockDeviceMappings: [{ ebs: { encrypted: "false" } }] },
      "a second disk of an instance": [
        resource("aws:ec2/instance:Instance", "node", {
          rootBlockDevice: { encrypted: true },
          ebsBlockDevices: [{ deviceName: "/dev/sdf", volumeSize: 50 }],
        }),
      ],
      "the root disk of an instance": [
        resource("aws:ec2/instance:Instance", "node", { rootBlockDevice: { volumeSize: 50 } }),
      ],
      "an open device beside one that is not known": {
        blockDeviceMappings: [{ ebs: { encrypted: unknown } }, { ebs: { encrypted: "false" } }],
      },
    },
    deferred: {
      "one device": { blockDeviceMappings: [{ ebs: { encrypted: unknown } }] },
      "all devices": { blockDeviceMappings: unknown },
    },
  },
  {
    rule: "kms-customer-key-used",
    type: "aws:cloudwatch/logGroup:LogGroup",
    good: {
      "a key that is made in the same stack": { name: "/app", kmsKeyId: unknown },
      "a repository": [
        resource("aws:ecr/repository:Repository", "images", {
          encryptionConfigurations: [
            { encryptionType: "KMS", kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1" },
          ],
        }),
      ],
      "a table": [
        resource("aws:dynamodb/table:Table", "online", {
          serverSideEncryption: { enabled: true, kmsKeyArn: unknown },
        }),
      ],
    },
    bad: {
      "no key": { name: "/app" },
      "a key of AWS": [resource("aws:sns/topic:Topic", "alerts", { kmsMasterKeyId: "alias/aws/sns" })],
      "a repository with AES256": [
        resource("aws:ecr/repository:Repository", "images", {
          encryptionConfigurations: [{ encryptionType: "AES256" }],
        }),
      ],
      "a broker": [resource("aws:msk/cluster:Cluster", "events", { encryptionInfo: {} })],
    },
  },
  {
    rule: "kms-key-rotation-on",
    type: "aws:kms/key:Key",
    good: {
      rotates: { enableKeyRotation: true },
      "an asymmetric key cannot": { customerMasterKeySpec: "RSA_4096", keyUsage: "SIGN_VERIFY" },
      "nor can one for HMACs": { customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" },
    },
    bad: { "nothing said": { description: "lake" }, "said not to": { enableKeyRotation: false } },
    deferred: { "not known yet": { enableKeyRotation: unknown } },
  },
  {
    rule: "kms-key-not-lost",
    type: "aws:kms/key:Key",
    good: { "30 days by default": {}, "30 days": { deletionWindowInDays: 30, isEnabled: true } },
    bad: {
      "a week": { deletionWindowInDays: 7 },
      disabled: { isEnabled: false },
      "disabled, with a window that is not known": { isEnabled: false, deletionWindowInDays: unknown },
    },
    deferred: { "the window is not known": { deletionWindowInDays: unknown } },
  },
  {
    rule: "eks-secrets-encrypted",
    type: "aws:eks/cluster:Cluster",
    good: {
      "a key of the stack": { encryptionConfig: { provider: { keyArn: unknown }, resources: ["secrets"] } },
      "the component": [resource("eks:index:Cluster", "main", { encryptionConfigKeyArn: unknown })],
      "a component seen by its children": [resource("eks:index:Cluster", "main", {})],
    },
    bad: {
      "nothing said": { vpcConfig: {} },
      "not for secrets": { encryptionConfig: { provider: { keyArn: unknown }, resources: [] } },
      "the component": [resource("eks:index:Cluster", "main", { version: "1.35" })],
    },
    deferred: {
      "kinds not known": { encryptionConfig: { provider: { keyArn: unknown }, resources: unknown } },
    },
  },
  {
    rule: "lb-listener-tls",
    type: "aws:lb/listener:Listener",
    good: {
      HTTPS: { port: 443, protocol: "HTTPS", certificateArn: unknown, defaultActions: [{ type: "forward" }] },
      "a redirect": {
        port: 80,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } }],
      },
      "passed through": { port: 443, protocol: "TCP", defaultActions: [{ type: "forward" }] },
    },
    bad: {
      plain: { port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] },
      "a redirect to plain": {
        port: 8080,
        protocol: "HTTP",
        defaultActions: [{ type: "redirect", redirect: { protocol: "HTTP", statusCode: "HTTP_301" } }],
      },
      "nothing said": { port: 80, defaultActions: [{ type: "fixed-response" }] },
    },
    deferred: { "not known yet": { port: 80, protocol: unknown, defaultActions: [{ type: "forward" }] } },
  },
  {
    rule: "lb-listener-tls-policy",
    type: "aws:lb/listener:Listener",
    good: {
      "TLS 1.3": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
      "TLS 1.3 only": { protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" },
      plain: { protocol: "HTTP" },
    },
    bad: {
      "the default": { protocol: "HTTPS" },
      "TLS 1.0": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-2016-08" },
      "TLS 1.1": { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" },
    },
    deferred: { "not known yet": { protocol: "HTTPS", sslPolicy: unknown } },
  },
  {
    rule: "acm-certificate-strong",
    type: "aws:acm/certificate:Certificate",
    good: { "by default": { domainName: "aiapp.com" }, "a curve": { keyAlgorithm: "EC_prime256v1" } },
    bad: {
      "a short key": { keyAlgorithm: "RSA_1024" },
      "not logged": { options: { certificateTransparencyLoggingPreference: "DISABLED" } },
    },
    deferred: { "not known yet": { keyAlgorithm: unknown } },
  },
];
