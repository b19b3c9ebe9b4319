import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

export const cases: readonly RuleCases[] = [
  {
    rule: "rds-storage-encrypted",
    type: "aws:rds/instance:Instance",
    good: {
      encrypted: { engine: "postgres", storageEncrypted: true, kmsKeyId: unknown },
      "a replica": { replicateSourceDb: "main" },
      Aurora: [
        resource("aws:rds/cluster:Cluster", "main", { engine: "aurora-postgresql", storageEncrypted: true }),
      ],
      "Aurora serverless v1 always is": [
        resource("aws:rds/cluster:Cluster", "main", {
          engine: "aurora-postgresql",
          engineMode: "serverless",
        }),
      ],
    },
    bad: {
      "nothing said": { engine: "postgres" },
      "said not to": { engine: "mysql", storageEncrypted: false },
      Aurora: [resource("aws:rds/cluster:Cluster", "main", { engine: "aurora-mysql" })],
      "a global cluster": [
        resource("aws:rds/globalCluster:GlobalCluster", "world", { globalClusterIdentifier: "world" }),
      ],
    },
    deferred: { "not known yet": { engine: "postgres", storageEncrypted: unknown } },
  },
  {
    rule: "rds-tls-required",
    type: "aws:rds/parameterGroup:ParameterGroup",
    good: {
      "PostgreSQL 14, required": {
        family: "postgres14",
        parameters: [{ name: "rds.force_ssl", value: "1" }],
      },
      "PostgreSQL 17 requires it by itself": { family: "postgres17", parameters: [] },
      "MySQL, required": {
        family: "mysql8.0",
        parameters: [{ name: "require_secure_transport", value: "ON" }],
      },
      "Oracle has no such parameter": { family: "oracle-ee-19" },
      "an instance with the default group of a new engine": [
        resource("aws:rds/instance:Instance", "main", { engine: "postgres", engineVersion: "17.6" }),
      ],
      "an instance whose group is named": [
        resource("aws:rds/instance:Instance", "main", {
          engine: "postgres",
          engineVersion: "14.1",
          parameterGroupName: unknown,
        }),
      ],
    },
    bad: {
      "PostgreSQL 14, nothing said": { family: "postgres14" },
      "PostgreSQL 17, switched off": {
        family: "postgres17",
        parameters: [{ name: "rds.force_ssl", value: "0" }],
      },
      "MySQL 8.0, nothing said": { family: "mysql8.0" },
      "Aurora MySQL": [
        resource("aws:rds/clusterParameterGroup:ClusterParameterGroup", "group", {
          family: "aurora-mysql8.0",
          parameters: [],
        }),
      ],
      "SQL Server": { family: "sqlserver-se-15.0", parameters: [{ name: "rds.force_ssl", value: "0" }] },
      "an instance with the default group of an old engine": [
        resource("aws:rds/instance:Instance", "main", { engine: "postgres", engineVersion: "13.16" }),
      ],
    },
    deferred: {
      "parameters not known": { family: "postgres14", parameters: unknown },
      "a value not known": { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: unknown }] },
    },
  },
  {
    rule: "elasticache-encrypted-at-rest",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    good: {
      encrypted: { description: "x", engine: "redis", atRestEncryptionEnabled: true },
      "Valkey is by default": { description: "x", engine: "valkey" },
      "Memcached keeps nothing": [resource("aws:elasticache/cluster:Cluster", "c", { engine: "memcached" })],
      "a node of a group": [
        resource("aws:elasticache/cluster:Cluster", "c", { replicationGroupId: unknown }),
      ],
    },
    bad: {
      "Redis is not by default": { description: "x", engine: "redis" },
      "nothing said": { description: "x" },
      "Valkey, switched off": { description: "x", engine: "valkey", atRestEncryptionEnabled: false },
      "a single node": [
        resource("aws:elasticache/cluster:Cluster", "c", { engine: "redis", nodeType: "cache.t4g.micro" }),
      ],
    },
    deferred: { "not known yet": { description: "x", atRestEncryptionEnabled: unknown } },
  },
  {
    rule: "elasticache-encrypted-in-transit",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    good: {
      users: { transitEncryptionEnabled: true, userGroupIds: ["feast"] },
      "a user group of the stack": { transitEncryptionEnabled: true, userGroupIds: unknown },
      "a token": { transitEncryptionEnabled: true, authToken: unknown, transitEncryptionMode: "required" },
    },
    bad: {
      "nothing said": {},
      "no login": { transitEncryptionEnabled: true },
      "plain connections are taken too": {
        transitEncryptionEnabled: true,
        transitEncryptionMode: "preferred",
        userGroupIds: ["a"],
      },
    },
    deferred: { "not known yet": { transitEncryptionEnabled: unknown } },
  },
  {
    rule: "msk-encrypted-in-transit",
    type: "aws:msk/cluster:Cluster",
    good: {
      "by default": { clusterName: "events" },
      "said so": { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } } },
    },
    bad: {
      both: { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT" } } },
      plain: { encryptionInfo: { encryptionInTransit: { clientBroker: "PLAINTEXT" } } },
      "plain inside": { encryptionInfo: { encryptionInTransit: { inCluster: false } } },
    },
    deferred: { "not known yet": { encryptionInfo: { encryptionInTransit: { clientBroker: unknown } } } },
  },
  {
    rule: "redshift-encrypted",
    type: "aws:redshift/cluster:Cluster",
    good: { "by default": { nodeType: "ra3.large" }, "the flag is a text": { encrypted: "true" } },
    bad: { "switched off, as text": { encrypted: "false" }, "switched off": { encrypted: false } },
    deferred: { "not known yet": { encrypted: unknown } },
  },
  {
    rule: "redshift-tls-required",
    type: "aws:redshift/parameterGroup:ParameterGroup",
    good: {
      required: { family: "redshift-1.0", parameters: [{ name: "require_ssl", value: "true" }] },
      "the newer family requires it by itself": { family: "redshift-2.0" },
    },
    bad: {
      "nothing said": { family: "redshift-1.0" },
      "switched off": { family: "redshift-2.0", parameters: [{ name: "require_ssl", value: "false" }] },
    },
    deferred: { "not known yet": { family: "redshift-1.0", parameters: unknown } },
  },
  {
    rule: "opensearch-encrypted",
    type: "aws:opensearch/domain:Domain",
    good: {
      "all three": {
        encryptAtRest: { enabled: true, kmsKeyId: unknown },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-PFS-2023-10" },
      },
    },
    bad: {
      "nothing said": { domainName: "logs" },
      "TLS 1.0": {
        encryptAtRest: { enabled: true },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" },
      },
      "plain between nodes": {
        encryptAtRest: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
      },
    },
    deferred: {
      "one not known": {
        encryptAtRest: { enabled: unknown },
        nodeToNodeEncryption: { enabled: true },
        domainEndpointOptions: { enforceHttps: true, tlsSecurityPolicy: "Policy-Min-TLS-1-2-2019-07" },
      },
    },
  },
  {
    rule: "kinesis-stream-encrypted",
    type: "aws:kinesis/stream:Stream",
    good: { KMS: { encryptionType: "KMS", kmsKeyId: "alias/aws/kinesis" } },
    bad: { "nothing said": { shardCount: 1 }, none: { encryptionType: "NONE" } },
    deferred: { "not known yet": { encryptionType: unknown } },
  },
  {
    rule: "sqs-queue-encrypted",
    type: "aws:sqs/queue:Queue",
    good: {
      "by default": {},
      "by a key": { kmsMasterKeyId: unknown, sqsManagedSseEnabled: false },
      "said so": { sqsManagedSseEnabled: true },
    },
    bad: { "switched off": { sqsManagedSseEnabled: false } },
    deferred: { "not known yet": { sqsManagedSseEnabled: unknown } },
  },
  {
    rule: "efs-encrypted",
    type: "aws:efs/fileSystem:FileSystem",
    good: { encrypted: { encrypted: true } },
    bad: { "nothing said": {}, "said not to": { encrypted: false } },
    deferred: { "not known yet": { encrypted: unknown } },
  },
  {
    rule: "athena-results-encrypted",
    type: "aws:athena/workgroup:Workgroup",
    good: {
      KMS: {
        configuration: {
          resultConfiguration: {
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: unknown },
          },
        },
      },
      "kept by Athena": { configuration: { managedQueryResultsConfiguration: { enabled: true } } },
    },
    bad: {
      "nothing said": { name: "analysts" },
      "a client may do otherwise": {
        configuration: {
          enforceWorkgroupConfiguration: false,
          resultConfiguration: { encryptionConfiguration: { encryptionOption: "SSE_S3" } },
        },
      },
    },
    deferred: { "not known yet": { configuration: unknown } },
  },
];
