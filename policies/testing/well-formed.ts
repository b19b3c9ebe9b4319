import { type CaseResource, policy, resource, unknown } from "./cases.ts";
import { tags } from "./tags.ts";
import { workload } from "./workload.ts";

const account = "123456789012";
const key = `arn:aws:kms:us-east-1:${account}:key/0d1f`;
const s3 = (type: string) => `aws:s3/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;

/** A small production stack as the documentation of AWS and Kubernetes would have it: no rule finds anything in it. */
export const wellFormed: readonly CaseResource[] = [
  resource(
    "aws:kms/key:Key",
    "key",
    {
      tags,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policy({
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: "kms:*",
        Resource: "*",
      }),
    },
    {},
    { protect: true },
  ),

  resource(s3("Bucket"), "lake", { tags }),
  resource(
    s3("BucketServerSideEncryptionConfiguration"),
    "lake-encryption",
    {
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key },
          bucketKeyEnabled: true,
        },
      ],
    },
    { bucket: "lake" },
  ),
  resource(
    s3("BucketPublicAccessBlock"),
    "lake-block",
    { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true },
    { bucket: "lake" },
  ),
  resource(
    s3("BucketPolicy"),
    "lake-policy",
    {
      policy: policy({
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:s3:::lake", "arn:aws:s3:::lake/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      }),
    },
    { bucket: "lake" },
  ),
  resource(
    s3("BucketVersioning"),
    "lake-versions",
    { versioningConfiguration: { status: "Enabled" } },
    { bucket: "lake" },
  ),
  resource(s3("BucketLogging"), "lake-logging", { targetBucket: "central-logs" }, { bucket: "lake" }),

  resource("aws:ec2/vpc:Vpc", "network", { tags, cidrBlock: "10.0.0.0/16", enableDnsSupport: true }),
  resource(
    "aws:ec2/flowLog:FlowLog",
    "flows",
    { tags, trafficType: "ALL", logDestination: "arn:aws:logs:x" },
    { vpcId: "network" },
  ),
  resource("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", "closed", { tags }, { vpcId: "network" }),
  resource(
    "aws:ec2/subnet:Subnet",
    "private",
    { tags, cidrBlock: "10.0.1.0/24", mapPublicIpOnLaunch: false },
    { vpcId: "network" },
  ),
  resource("aws:ec2/securityGroup:SecurityGroup", "web", {
    tags,
    ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }],
    egress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }],
  }),

  resource("aws:iam/role:Role", "api-role", {
    tags,
    assumeRolePolicy: policy({
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
    }),
  }),
  resource(
    "aws:iam/rolePolicy:RolePolicy",
    "api-policy",
    {
      policy: policy(
        { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::lake/*"] },
        { Effect: "Allow", Action: ["kms:Decrypt"], Resource: [key] },
        { Effect: "Allow", Action: ["ec2:Describe*", "cloudwatch:PutMetricData"], Resource: "*" },
      ),
    },
    { role: "api-role" },
  ),

  resource("aws:rds/parameterGroup:ParameterGroup", "parameters", {
    tags,
    family: "postgres16",
    parameters: [{ name: "rds.force_ssl", value: "1" }],
  }),
  resource(
    "aws:rds/instance:Instance",
    "registry",
    {
      tags,
      engine: "postgres",
      engineVersion: "16.9",
      instanceClass: "db.t4g.medium",
      storageEncrypted: true,
      kmsKeyId: key,
      multiAz: true,
      backupRetentionPeriod: 14,
      deletionProtection: true,
      copyTagsToSnapshot: true,
      iamDatabaseAuthenticationEnabled: true,
      manageMasterUserPassword: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
      monitoringInterval: 60,
      monitoringRoleArn: unknown,
      performanceInsightsEnabled: true,
      publiclyAccessible: false,
      finalSnapshotIdentifier: "registry-last",
    },
    { parameterGroupName: "parameters" },
    { protect: true },
  ),
  resource("aws:elasticache/replicationGroup:ReplicationGroup", "online", {
    tags,
    description: "Online store",
    engine: "valkey",
    kmsKeyId: key,
    transitEncryptionEnabled: true,
    transitEncryptionMode: "required",
    userGroupIds: ["feast"],
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    snapshotRetentionLimit: 7,
  }),
  resource("aws:sqs/queue:Queue", "jobs", { tags }, { redrivePolicy: "jobs-dlq" }),
  resource("aws:sqs/queue:Queue", "jobs-dlq", { tags }),
  resource("aws:ecr/repository:Repository", "images", {
    tags,
    imageTagMutability: "IMMUTABLE",
    imageScanningConfiguration: { scanOnPush: true },
    encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: key }],
  }),
  resource(
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    "images-lifecycle",
    { policy: JSON.stringify({ rules: [] }) },
    { repository: "images" },
  ),

  resource("aws:eks/cluster:Cluster", "cluster", {
    tags,
    version: "1.35",
    roleArn: unknown,
    accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
    enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
    encryptionConfig: { provider: { keyArn: key }, resources: ["secrets"] },
    vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: false, subnetIds: unknown },
  }),
  resource("aws:ec2/launchTemplate:LaunchTemplate", "nodes-template", {
    tags,
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { encrypted: "true", volumeType: "gp3", volumeSize: 50 } },
    ],
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    tagSpecifications: [
      { resourceType: "instance", tags },
      { resourceType: "volume", tags },
    ],
  }),
  resource("aws:eks/nodeGroup:NodeGroup", "nodes", {
    tags,
    instanceTypes: ["m7g.large"],
    subnetIds: ["subnet-a", "subnet-b", "subnet-c"],
    scalingConfig: { minSize: 2, desiredSize: 2, maxSize: 6 },
    updateConfig: { maxUnavailablePercentage: 33 },
  }),

  resource("kubernetes:core/v1:Namespace", "ml", {
    metadata: {
      name: "ml",
      labels: {
        "app.kubernetes.io/part-of": "ai-platform",
        "pod-security.kubernetes.io/enforce": "restricted",
      },
    },
  }),
  resource("kubernetes:networking.k8s.io/v1:NetworkPolicy", "deny", {
    metadata: { name: "deny", namespace: "ml" },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  }),
  resource("kubernetes:core/v1:ResourceQuota", "quota", {
    metadata: { namespace: "ml" },
    spec: { hard: { pods: "50" } },
  }),
  resource("kubernetes:core/v1:LimitRange", "limits", {
    metadata: { namespace: "ml" },
    spec: { limits: [] },
  }),
  resource("kubernetes:apps/v1:Deployment", "server", workload()),
  resource("kubernetes:policy/v1:PodDisruptionBudget", "server-budget", {
    metadata: { namespace: "ml" },
    spec: { maxUnavailable: 1, selector: { matchLabels: { app: "server" } } },
  }),
  resource("kubernetes:core/v1:Service", "server-service", {
    metadata: { name: "server", namespace: "ml" },
    spec: { type: "ClusterIP", selector: { app: "server" }, ports: [{ port: 80, targetPort: 8080 }] },
  }),
  resource("kubernetes:karpenter.sh/v1:NodePool", "gpu", {
    metadata: { name: "gpu" },
    spec: {
      limits: { cpu: "64", "nvidia.com/gpu": "4" },
      disruption: { consolidationPolicy: "WhenEmpty", consolidateAfter: "5m" },
      template: {
        spec: {
          expireAfter: "720h",
          taints: [{ key: "nvidia.com/gpu", value: "true", effect: "NoSchedule" }],
          requirements: [{ key: "karpenter.k8s.aws/instance-family", operator: "In", values: ["g6"] }],
        },
      },
    },
  }),
];
