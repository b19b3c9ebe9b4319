import { policy, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const vpc = "aws:ec2/vpc:Vpc";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const kinds = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

export const cases: readonly RuleCases[] = [
  {
    rule: "eks-control-plane-logs",
    type: "aws:eks/cluster:Cluster",
    good: {
      "all five": { enabledClusterLogTypes: kinds },
      "the component": [resource("eks:index:Cluster", "c", { enabledClusterLogTypes: kinds })],
    },
    bad: {
      none: {},
      "without audit": { enabledClusterLogTypes: kinds.filter((kind) => kind !== "audit") },
      "the component": [resource("eks:index:Cluster", "c", { version: "1.35" })],
    },
    deferred: { "not known yet": { enabledClusterLogTypes: unknown } },
  },
  {
    rule: "ec2-vpc-flow-logs",
    good: {
      "all traffic": [
        resource(vpc, "v"),
        resource("aws:ec2/flowLog:FlowLog", "f", { trafficType: "ALL" }, { vpcId: "v" }),
      ],
      "rejected traffic": [
        resource(vpc, "v"),
        resource("aws:ec2/flowLog:FlowLog", "f", { trafficType: "REJECT" }, { vpcId: "v" }),
      ],
    },
    bad: {
      none: [resource(vpc, "v")],
      "accepted traffic only": [
        resource(vpc, "v"),
        resource("aws:ec2/flowLog:FlowLog", "f", { trafficType: "ACCEPT" }, { vpcId: "v" }),
      ],
      "of a subnet": [
        resource(vpc, "v"),
        resource("aws:ec2/flowLog:FlowLog", "f", { trafficType: "ALL", subnetId: "subnet-1" }),
      ],
    },
    deferred: {
      "what it records is not known": [
        resource(vpc, "v"),
        resource("aws:ec2/flowLog:FlowLog", "f", { trafficType: unknown }, { vpcId: "v" }),
      ],
    },
  },
  {
    rule: "lb-access-logs",
    type: balancer,
    good: {
      on: { accessLogs: { bucket: unknown, enabled: true } },
      "a classic one by default": [
        resource("aws:elb/loadBalancer:LoadBalancer", "l", { accessLogs: { bucket: "logs" } }),
      ],
      "a gateway has none": { loadBalancerType: "gateway" },
    },
    bad: {
      none: {},
      "a bucket, and off": { accessLogs: { bucket: "logs" } },
      "said not to": { accessLogs: { bucket: "logs", enabled: false } },
    },
    deferred: { "not known yet": { accessLogs: { bucket: "logs", enabled: unknown } } },
  },
  {
    rule: "s3-access-logs",
    good: {
      "a bucket that a service delivers logs to": [
        resource("aws:s3/bucket:Bucket", "trail"),
        resource(
          "aws:s3/bucketPolicy:BucketPolicy",
          "delivery",
          {
            policy: policy({
              Effect: "Allow",
              Principal: { Service: "cloudtrail.amazonaws.com" },
              Action: "s3:PutObject",
              Resource: "*",
            }),
          },
          { bucket: "trail" },
        ),
      ],
      logged: [
        resource("aws:s3/bucket:Bucket", "b", { bucket: "acme-lake" }),
        resource("aws:s3/bucket:Bucket", "logs", { bucket: "acme-logs" }),
        resource("aws:s3/bucketLogging:BucketLogging", "l", {}, { bucket: "b", targetBucket: "logs" }),
      ],
    },
    bad: { "not logged": [resource("aws:s3/bucket:Bucket", "b", { bucketPrefix: unknown })] },
    deferred: {
      "whose it is is not known": [
        resource("aws:s3/bucket:Bucket", "b"),
        resource("aws:s3/bucketLogging:BucketLogging", "l", { bucket: unknown, targetBucket: "elsewhere" }),
      ],
    },
  },
  {
    rule: "rds-logs-exported",
    type: "aws:rds/instance:Instance",
    good: {
      PostgreSQL: { engine: "postgres", enabledCloudwatchLogsExports: ["postgresql", "upgrade"] },
      "Aurora MySQL": [
        resource("aws:rds/cluster:Cluster", "c", {
          engine: "aurora-mysql",
          enabledCloudwatchLogsExports: ["audit", "error"],
        }),
      ],
      "Db2 exports others": { engine: "db2-se" },
    },
    bad: {
      none: { engine: "postgres" },
      "only upgrades": { engine: "postgres", enabledCloudwatchLogsExports: ["upgrade"] },
      Aurora: [resource("aws:rds/cluster:Cluster", "c", { engine: "aurora-postgresql" })],
    },
    deferred: { "not known yet": { engine: "postgres", enabledCloudwatchLogsExports: unknown } },
  },
  {
    rule: "rds-monitored",
    type: "aws:rds/instance:Instance",
    good: {
      "every minute": { engine: "postgres", monitoringInterval: 60, monitoringRoleArn: unknown },
    },
    bad: { "the default": { engine: "postgres" }, off: { engine: "mysql", monitoringInterval: 0 } },
    deferred: { "not known yet": { engine: "postgres", monitoringInterval: unknown } },
  },
  {
    rule: "rds-performance-insights",
    type: "aws:rds/instance:Instance",
    good: {
      on: { engine: "postgres", instanceClass: "db.t4g.micro", performanceInsightsEnabled: true },
      "too small a machine": { engine: "mysql", instanceClass: "db.t3.micro" },
      "an engine that has none": { engine: "db2-se", instanceClass: "db.r6i.large" },
    },
    bad: {
      "the default": { engine: "postgres", instanceClass: "db.t4g.micro" },
      off: { engine: "mysql", instanceClass: "db.m7g.large", performanceInsightsEnabled: false },
    },
    deferred: { "not known yet": { engine: "postgres", performanceInsightsEnabled: unknown } },
  },
  {
    rule: "msk-broker-logs",
    type: "aws:msk/cluster:Cluster",
    good: {
      CloudWatch: { loggingInfo: { brokerLogs: { cloudwatchLogs: { enabled: true, logGroup: unknown } } } },
    },
    bad: { none: {}, "switched off": { loggingInfo: { brokerLogs: { s3: { enabled: false } } } } },
    deferred: { "not known yet": { loggingInfo: unknown } },
  },
  {
    rule: "redshift-audit-logs",
    good: {
      logged: [
        resource("aws:redshift/cluster:Cluster", "w", { clusterIdentifier: "w" }),
        resource("aws:redshift/logging:Logging", "l", { clusterIdentifier: "w" }),
      ],
    },
    bad: { "not logged": [resource("aws:redshift/cluster:Cluster", "w", { clusterIdentifier: "w" })] },
    deferred: {
      "whose it is is not known": [
        resource("aws:redshift/cluster:Cluster", "w", { clusterIdentifier: "w" }),
        resource("aws:redshift/logging:Logging", "l", { clusterIdentifier: unknown }),
      ],
    },
  },
  {
    rule: "opensearch-audit-logs",
    type: "aws:opensearch/domain:Domain",
    good: {
      both: {
        logPublishingOptions: [
          { logType: "ES_APPLICATION_LOGS", cloudwatchLogGroupArn: unknown },
          { logType: "AUDIT_LOGS", cloudwatchLogGroupArn: unknown },
        ],
      },
    },
    bad: {
      none: {},
      one: { logPublishingOptions: [{ logType: "ES_APPLICATION_LOGS" }] },
      "one switched off": {
        logPublishingOptions: [{ logType: "ES_APPLICATION_LOGS" }, { logType: "AUDIT_LOGS", enabled: false }],
      },
    },
    deferred: { "not known yet": { logPublishingOptions: unknown } },
  },
  {
    rule: "waf-logging-on",
    good: {
      logged: [
        resource("aws:wafv2/webAcl:WebAcl", "a"),
        resource(
          "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
          "l",
          {},
          { resourceArn: "a" },
        ),
      ],
    },
    bad: { "not logged": [resource("aws:wafv2/webAcl:WebAcl", "a", { rules: unknown })] },
    deferred: {
      "whose it is is not known": [
        resource("aws:wafv2/webAcl:WebAcl", "a"),
        resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration", "l", {
          resourceArn: unknown,
        }),
      ],
    },
  },
  {
    rule: "route53-query-logs",
    good: {
      logged: [
        resource("aws:route53/zone:Zone", "z"),
        resource("aws:route53/queryLog:QueryLog", "l", {}, { zoneId: "z" }),
      ],
      "a private zone": [resource("aws:route53/zone:Zone", "z", { vpcs: [{ vpcId: unknown }] })],
    },
    bad: { "not logged": [resource("aws:route53/zone:Zone", "z", { name: "aiapp.com" })] },
  },
];
