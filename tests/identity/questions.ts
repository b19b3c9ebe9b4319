import type { World } from "@aip/proof";
import { arn, bucket, key, queue, secret, topic } from "./planned-arns.ts";

/** Something that pods ask of AWS. */
export interface PlatformQuestion {
  /** What holds, as a sentence. */
  readonly says: string;
  /** Namespace and service account. */
  readonly pods: readonly [namespace: string, serviceAccount: string];
  readonly action: string;
  readonly resource: (world: World) => string;
  /** Keys of the request. Default: none of its own. */
  readonly context?: Readonly<Record<string, unknown>>;
  readonly expected: "held" | "broken";
  /** Keys that decide and the judge does not know. Default: it knows all. */
  readonly unjudged?: readonly string[];
}

const mlflow = ["mlflow", "mlflow"] as const;
const research = ["team-research", "team"] as const;
const velero = ["velero", "velero"] as const;
const inference = ["inference", "inference-api"] as const;
const features = ["feast", "feast-features"] as const;
const karpenter = ["kube-system", "karpenter"] as const;
const secrets = ["external-secrets", "external-secrets"] as const;
const balancers = ["aws-load-balancer-controller", "aws-load-balancer-controller"] as const;
const vault = ["vault", "vault"] as const;
const vaultSetup = ["vault", "vault-setup"] as const;
const database = ["databases", "database-setup"] as const;

type Row = readonly [
  says: string,
  pods: PlatformQuestion["pods"],
  action: string,
  resource: PlatformQuestion["resource"],
  expected: PlatformQuestion["expected"],
  context?: PlatformQuestion["context"],
  unjudged?: PlatformQuestion["unjudged"],
];

const owned = { "aws:ResourceTag/kubernetes.io/cluster/ai-platform-prod": "owned" };
const cluster = { "aws:RequestTag/elbv2.k8s.aws/cluster": "ai-platform-prod" };
const instance = arn("arn:aws:ec2:us-east-1:123456789012:instance/i-1");
const group = arn("arn:aws:ec2:us-east-1:123456789012:security-group/sg-1");

const rows: readonly Row[] = [
  ["MLflow writes artifacts", mlflow, "s3:PutObject", bucket("lake-artifacts", "mlflow/1/model"), "held"],
  ["MLflow reads artifacts", mlflow, "s3:GetObject", bucket("lake-artifacts", "mlflow/1/model"), "held"],
  [
    "MLflow lists its prefix",
    mlflow,
    "s3:ListBucket",
    bucket("lake-artifacts"),
    "held",
    { "s3:prefix": "mlflow/1" },
  ],
  ["MLflow does not list the whole bucket", mlflow, "s3:ListBucket", bucket("lake-artifacts"), "broken"],
  [
    "MLflow does not list another's prefix",
    mlflow,
    "s3:ListBucket",
    bucket("lake-artifacts"),
    "broken",
    { "s3:prefix": "airflow/" },
  ],
  [
    "MLflow does not read another's artifacts",
    mlflow,
    "s3:GetObject",
    bucket("lake-artifacts", "airflow/dags/a.py"),
    "broken",
  ],
  ["MLflow does not read the lake", mlflow, "s3:GetObject", bucket("lake-raw", "a"), "broken"],
  [
    "MLflow uses no key for secrets",
    mlflow,
    "secretsmanager:GetSecretValue",
    secret("database-mlflow-secret"),
    "broken",
  ],
  ["MLflow deletes no bucket", mlflow, "s3:DeleteBucket", bucket("lake-artifacts"), "broken"],
  [
    "nothing reads over a connection without TLS",
    mlflow,
    "s3:GetObject",
    bucket("lake-artifacts", "mlflow/1/model"),
    "broken",
    { "aws:SecureTransport": "false" },
  ],
  [
    "nothing reads over old TLS",
    mlflow,
    "s3:GetObject",
    bucket("lake-artifacts", "mlflow/1/model"),
    "broken",
    { "s3:TlsVersion": "1.1" },
  ],
  ["a team reads curated data", research, "s3:GetObject", bucket("lake-curated", "sales/a.parquet"), "held"],
  ["a team reads features", research, "s3:GetObject", bucket("lake-features", "users/a.parquet"), "held"],
  [
    "a team writes its own prefix",
    research,
    "s3:PutObject",
    bucket("lake-curated", "teams/research/a"),
    "held",
  ],
  [
    "a team writes its own models",
    research,
    "s3:PutObject",
    bucket("lake-models", "teams/research/a"),
    "held",
  ],
  [
    "a team writes nothing else",
    research,
    "s3:PutObject",
    bucket("lake-curated", "sales/a.parquet"),
    "broken",
  ],
  [
    "a team does not write another's prefix",
    research,
    "s3:PutObject",
    bucket("lake-curated", "teams/products/a"),
    "broken",
  ],
  [
    "a team does not read another's prefix",
    research,
    "s3:GetObject",
    bucket("lake-curated", "teams/products/a"),
    "broken",
  ],
  ["a team does not read raw data", research, "s3:GetObject", bucket("lake-raw", "a"), "broken"],
  ["a team logs in to the registry", research, "ecr:GetAuthorizationToken", arn("*"), "held"],
  [
    "a team pushes to its repositories",
    research,
    "ecr:PutImage",
    arn("arn:aws:ecr:us-east-1:123456789012:repository/ai-platform-prod/teams/research/a"),
    "held",
  ],
  [
    "a team pushes to no other",
    research,
    "ecr:PutImage",
    arn("arn:aws:ecr:us-east-1:123456789012:repository/ai-platform-prod/inference"),
    "broken",
  ],
  [
    "a team reads its secrets",
    research,
    "secretsmanager:GetSecretValue",
    arn("arn:aws:secretsmanager:us-east-1:123456789012:secret:ai-platform/prod/teams/research/a-AbCdEf"),
    "held",
  ],
  [
    "a team reads no service's secrets",
    research,
    "secretsmanager:GetSecretValue",
    secret("mlflow-login-secret"),
    "broken",
  ],
  [
    "a team becomes no other role",
    research,
    "sts:AssumeRole",
    arn("arn:aws:iam::123456789012:role/ai-platform-deployer"),
    "broken",
  ],
  ["Velero keeps backups", velero, "s3:PutObject", bucket("services-backup-bucket", "a"), "held"],
  ["Velero reads no lake", velero, "s3:GetObject", bucket("lake-raw", "a"), "broken"],
  [
    "External Secrets reads a service's secrets",
    secrets,
    "secretsmanager:GetSecretValue",
    secret("mlflow-login-secret"),
    "held",
    {},
    ["kms:EncryptionContext:SecretARN"],
  ],
  [
    "External Secrets does not read the keys of Vault",
    secrets,
    "secretsmanager:GetSecretValue",
    secret("vault-setup-recovery"),
    "broken",
  ],
  ["External Secrets decrypts nothing else", secrets, "kms:Decrypt", key("data-key"), "broken"],
  ["Vault unseals", vault, "kms:Decrypt", key("vault-unseal-key"), "held"],
  ["Vault makes no keys unusable", vault, "kms:ScheduleKeyDeletion", key("vault-unseal-key"), "broken"],
  [
    "the set-up of Vault stores its recovery keys",
    vaultSetup,
    "secretsmanager:PutSecretValue",
    secret("vault-setup-recovery"),
    "held",
  ],
  [
    "the set-up of Vault does not read them",
    vaultSetup,
    "secretsmanager:GetSecretValue",
    secret("vault-setup-recovery"),
    "broken",
  ],
  [
    "the set-up of databases reads their passwords",
    database,
    "secretsmanager:GetSecretValue",
    secret("database-passwords-secret"),
    "held",
  ],
  [
    "the set-up of databases reads no other",
    database,
    "secretsmanager:GetSecretValue",
    secret("airflow-admin-secret"),
    "broken",
  ],
  ["Alertmanager publishes alerts", ["observability", "alertmanager"], "sns:Publish", topic, "held"],
  ["Alertmanager subscribes nobody", ["observability", "alertmanager"], "sns:Subscribe", topic, "broken"],
  ["inference reads models", inference, "s3:GetObject", bucket("lake-models", "churn/1"), "held"],
  ["inference writes no models", inference, "s3:PutObject", bucket("lake-models", "churn/1"), "broken"],
  [
    "materialisation reads features",
    features,
    "s3:GetObject",
    bucket("lake-features", "users/a.parquet"),
    "held",
  ],
  [
    "materialisation writes its registry",
    features,
    "s3:PutObject",
    bucket("lake-features", "feast/platform/r"),
    "held",
  ],
  [
    "materialisation changes no features",
    features,
    "s3:PutObject",
    bucket("lake-features", "users/a.parquet"),
    "broken",
  ],
  [
    "the server of features has no business in S3",
    ["feast", "feast"],
    "s3:GetObject",
    bucket("lake-features", "a"),
    "broken",
  ],
  ["Karpenter hears of interruptions", karpenter, "sqs:ReceiveMessage", queue, "held"],
  ["Karpenter announces none", karpenter, "sqs:SendMessage", queue, "broken"],
  [
    "Karpenter ends its nodes",
    karpenter,
    "ec2:TerminateInstances",
    instance,
    "held",
    { ...owned, "aws:ResourceTag/karpenter.sh/nodepool": "general" },
  ],
  ["Karpenter ends no others", karpenter, "ec2:TerminateInstances", instance, "broken", owned],
  [
    "the load balancer controller makes groups of its cluster",
    balancers,
    "ec2:CreateSecurityGroup",
    group,
    "held",
    cluster,
  ],
  ["the load balancer controller makes no others", balancers, "ec2:CreateSecurityGroup", group, "broken"],
];

/** What pods of production may do, and what they may not. */
export const questions: readonly PlatformQuestion[] = rows.map(
  ([says, pods, action, resource, expected, context, unjudged]) => ({
    says,
    pods,
    action,
    resource,
    expected,
    ...(context ? { context } : {}),
    ...(unjudged ? { unjudged } : {}),
  }),
);
