import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: "ec2-imdsv2-required",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: {
      required: { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } },
      "switched off": { metadataOptions: { httpEndpoint: "disabled" } },
    },
    bad: {
      "nothing said": {},
      optional: { metadataOptions: { httpTokens: "optional" } },
      "far away": { metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 5 } },
      "an instance": [resource("aws:ec2/instance:Instance", "i", { ami: "ami-1" })],
    },
    deferred: { "not known yet": { metadataOptions: { httpTokens: unknown } } },
  },
  {
    rule: "eks-access-entries",
    type: "aws:eks/cluster:Cluster",
    good: {
      entries: {
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      },
      "the component": [resource("eks:index:Cluster", "c", { authenticationMode: "API" })],
      "an entry": [
        resource("aws:eks/accessEntry:AccessEntry", "e", {
          principalArn: unknown,
          kubernetesGroups: ["viewers"],
        }),
      ],
    },
    bad: {
      "the default": {},
      both: { accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" } },
      "a hidden administrator": {
        accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: true },
      },
      masters: [resource("aws:eks/accessEntry:AccessEntry", "e", { kubernetesGroups: ["system:masters"] })],
    },
    deferred: { "not known yet": { accessConfig: unknown } },
  },
  {
    rule: "eks-admin-access-bounded",
    type: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
    settings: { administrators: ["role/break-glass"] },
    good: {
      listed: {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
        principalArn: "arn:aws:iam::123456789012:role/break-glass",
      },
      "an editor": {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
        accessScope: { type: "cluster" },
        principalArn: unknown,
      },
      "one namespace": {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "namespace", namespaces: ["ml"] },
        principalArn: unknown,
      },
    },
    bad: {
      "somebody else": {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
        principalArn: "arn:aws:iam::123456789012:role/developer",
      },
    },
    deferred: {
      "who is not known": {
        policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
        accessScope: { type: "cluster" },
        principalArn: unknown,
      },
    },
  },
  {
    rule: "ec2-no-plain-credentials",
    type: "aws:ec2/instance:Instance",
    good: {
      "a script": { userData: "#!/bin/bash\nset -eu\nyum update -y\n", tags: { Owner: "ml" } },
      "a URL without a login": [
        resource("kubernetes:core/v1:ConfigMap", "c", {
          data: { url: "postgresql://db.internal:5432/mlflow" },
        }),
      ],
      "a login from the environment": [
        resource("kubernetes:core/v1:ConfigMap", "c", {
          data: { url: "postgresql://app:$(PASSWORD)@db:5432/x" },
        }),
      ],
      "the documentation's example": { userData: "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE" },
    },
    bad: {
      "a key": { userData: "export AWS_ACCESS_KEY_ID=AKIAQWERTYUIOPASDFGH" },
      "a key in base64": { userDataBase64: Buffer.from("key=AKIAQWERTYUIOPASDFGH").toString("base64") },
      "a private key": [
        resource("kubernetes:core/v1:ConfigMap", "c", {
          data: { key: "-----BEGIN RSA PRIVATE KEY-----\nMII" },
        }),
      ],
      "a login in a URL": [
        resource("kubernetes:core/v1:ConfigMap", "c", {
          data: { url: "postgresql://app:hunter22@db:5432/x", other: unknown },
        }),
      ],
      "a function": [
        resource("aws:lambda/function:Function", "f", {
          environment: { variables: { TOKEN: `ghp_${"a".repeat(36)}` } },
        }),
      ],
    },
    deferred: { "not known yet": { userData: unknown } },
  },
  {
    rule: "secretsmanager-rotated",
    good: {
      rotates: [
        resource("aws:secretsmanager/secret:Secret", "s"),
        resource("aws:secretsmanager/secretRotation:SecretRotation", "r", {}, { secretId: "s" }),
      ],
    },
    bad: { "does not": [resource("aws:secretsmanager/secret:Secret", "s", { kmsKeyId: unknown })] },
    deferred: {
      "whose rotation is not known": [
        resource("aws:secretsmanager/secret:Secret", "s"),
        resource("aws:secretsmanager/secretRotation:SecretRotation", "r", { secretId: unknown }),
      ],
    },
  },
  {
    rule: "rds-password-managed",
    type: "aws:rds/instance:Instance",
    good: { managed: { manageMasterUserPassword: true, masterUserSecretKmsKeyId: unknown } },
    bad: {
      "a password": { username: "app", password: "correct horse" },
      "one that is made in the stack": { username: "app", password: unknown },
      Aurora: [resource("aws:rds/cluster:Cluster", "c", { masterPassword: unknown })],
    },
  },
  {
    rule: "rds-iam-authentication",
    type: "aws:rds/instance:Instance",
    good: {
      on: { engine: "postgres", iamDatabaseAuthenticationEnabled: true },
      "Oracle has none": { engine: "oracle-ee" },
    },
    bad: { "by default it is off": { engine: "mysql" } },
    deferred: { "not known yet": { engine: "postgres", iamDatabaseAuthenticationEnabled: unknown } },
  },
];
