import type { ServicePrice } from "../tables/unit-prices.ts";

/** Where the Price List API has a unit price. */
export interface UnitPrice {
  /** The service's code. */
  readonly service: string;
  /** The usage type without the region's prefix, such as `NatGateway-Hours` of `EUW1-NatGateway-Hours`. */
  readonly usage: string;
  /** Further attributes of the product. */
  readonly where?: Readonly<Record<string, string>>;
  /** How many units of the API make one of ours: 1000 where it has single requests and we have thousands. Default: 1. */
  readonly times?: number;
  /** Prices of all regions are under one, without a region. Default: false. */
  readonly global?: boolean;
}

const ec2 = (usage: string, times = 1): UnitPrice => ({ service: "AmazonEC2", usage, times });
const rds = (usage: string): UnitPrice => ({
  service: "AmazonRDS",
  usage,
  where: { databaseEngine: "PostgreSQL", deploymentOption: "Single-AZ" },
});

/** The unit prices that can be refreshed. Those left out have no usage type of their own; they stay as they are. */
export const unitPrices: Readonly<Partial<Record<ServicePrice, UnitPrice>>> = {
  "cloudtrail.dataEvents.100k": { service: "AWSCloudTrail", usage: "DataEventsRecorded", times: 100_000 },
  "cloudwatch.alarm.standard.month": { service: "AmazonCloudWatch", usage: "CW:AlarmMonitorUsage" },
  "cloudwatch.logs.ingest.gb": { service: "AmazonCloudWatch", usage: "DataProcessing-Bytes" },
  "cloudwatch.logs.storage.gbMonth": { service: "AmazonCloudWatch", usage: "TimedStorage-ByteHrs" },
  "config.item": { service: "AWSConfig", usage: "ConfigurationItemRecorded" },
  "config.ruleEvaluation.first100k": { service: "AWSConfig", usage: "ConfigRuleEvaluations" },
  "dynamodb.onDemand.rru.1M": { service: "AmazonDynamoDB", usage: "ReadRequestUnits", times: 1e6 },
  "dynamodb.onDemand.wru.1M": { service: "AmazonDynamoDB", usage: "WriteRequestUnits", times: 1e6 },
  "dynamodb.provisioned.rcuHour": { service: "AmazonDynamoDB", usage: "ReadCapacityUnit-Hrs" },
  "dynamodb.provisioned.wcuHour": { service: "AmazonDynamoDB", usage: "WriteCapacityUnit-Hrs" },
  "dynamodb.storage.gbMonth": { service: "AmazonDynamoDB", usage: "TimedStorage-ByteHrs" },
  "ebs.gp2.gbMonth": ec2("EBS:VolumeUsage.gp2"),
  "ebs.gp3.gbMonth": ec2("EBS:VolumeUsage.gp3"),
  "ebs.gp3.iopsMonth.above3000": ec2("EBS:VolumeP-IOPS.gp3"),
  "ebs.gp3.mbpsMonth.above125": ec2("EBS:VolumeP-Throughput.gp3", 1 / 1024),
  "ebs.io1.gbMonth": ec2("EBS:VolumeUsage.piops"),
  "ebs.io1.iopsMonth": ec2("EBS:VolumeP-IOPS.piops"),
  "ebs.io2.gbMonth": ec2("EBS:VolumeUsage.io2"),
  "ebs.snapshot.gbMonth": ec2("EBS:SnapshotUsage"),
  "ecr.storage.gbMonth": { service: "AmazonECR", usage: "TimedStorage-ByteHrs" },
  "efs.standard.gbMonth": { service: "AmazonEFS", usage: "TimedStorage-ByteHrs" },
  "eks.cluster.standardSupport.hour": { service: "AmazonEKS", usage: "AmazonEKS-Hours:perCluster" },
  "elb.alb.hour": {
    service: "AWSELB",
    usage: "LoadBalancerUsage",
    where: { productFamily: "Load Balancer-Application" },
  },
  "elb.alb.lcuHour": {
    service: "AWSELB",
    usage: "LCUUsage",
    where: { productFamily: "Load Balancer-Application" },
  },
  "elb.nlb.hour": {
    service: "AWSELB",
    usage: "LoadBalancerUsage",
    where: { productFamily: "Load Balancer-Network" },
  },
  "elb.nlb.nlcuHour": {
    service: "AWSELB",
    usage: "LCUUsage",
    where: { productFamily: "Load Balancer-Network" },
  },
  "kinesis.shard.hour": { service: "AmazonKinesis", usage: "Storage-ShardHour" },
  "kms.cmk.month": { service: "awskms", usage: "KMS-Keys" },
  "kms.requests.10k": { service: "awskms", usage: "KMS-Requests", times: 10_000 },
  "lambda.requests.1M": { service: "AWSLambda", usage: "Request", times: 1e6 },
  "msk.broker.m5.large.hour": { service: "AmazonMSK", usage: "Kafka.m5.large" },
  "msk.broker.m5.xlarge.hour": { service: "AmazonMSK", usage: "Kafka.m5.xlarge" },
  "msk.broker.m7g.large.hour": { service: "AmazonMSK", usage: "Kafka.m7g.large" },
  "msk.broker.t3.small.hour": { service: "AmazonMSK", usage: "Kafka.t3.small" },
  "msk.storage.gbMonth": { service: "AmazonMSK", usage: "Kafka.Storage.GP2" },
  "rds.storage.gp2.singleAz.gbMonth": rds("RDS:GP2-Storage"),
  "rds.storage.gp3.singleAz.gbMonth": rds("RDS:GP3-Storage"),
  "rds.storage.io1.singleAz.gbMonth": rds("RDS:PIOPS-Storage"),
  "redshift.ra3.4xlarge.nodeHour": { service: "AmazonRedshift", usage: "Node:ra3.4xlarge" },
  "redshift.ra3.xlplus.nodeHour": { service: "AmazonRedshift", usage: "Node:ra3.xlplus" },
  "redshift.managedStorage.gbMonth": { service: "AmazonRedshift", usage: "RMS:ra3.4xlarge" },
  "route53.zone.month": { service: "AmazonRoute53", usage: "HostedZone", global: true },
  "s3.standard.gbMonth": {
    service: "AmazonS3",
    usage: "TimedStorage-ByteHrs",
    where: { volumeType: "Standard" },
  },
  "s3.standard.get.1k": { service: "AmazonS3", usage: "Requests-Tier2", times: 1000 },
  "s3.standard.put.1k": { service: "AmazonS3", usage: "Requests-Tier1", times: 1000 },
  "secretsmanager.api.10k": {
    service: "AWSSecretsManager",
    usage: "AWSSecretsManagerAPIRequest",
    times: 10_000,
  },
  "secretsmanager.secretMonth": { service: "AWSSecretsManager", usage: "AWSSecretsManager-Secrets" },
  "sqs.standard.1M": { service: "AWSQueueService", usage: "Requests-Tier1", times: 1e6 },
  "vpc.endpoint.interface.gb.first1PB": { service: "AmazonVPC", usage: "VpcEndpoint-Bytes" },
  "vpc.endpoint.interface.hour": { service: "AmazonVPC", usage: "VpcEndpoint-Hours" },
  "vpc.natGateway.gb": ec2("NatGateway-Bytes"),
  "vpc.natGateway.hour": ec2("NatGateway-Hours"),
  "vpc.publicIpv4.hour": { service: "AmazonVPC", usage: "PublicIPv4:InUseAddress" },
  "waf.requests.1M": { service: "awswaf", usage: "RequestV2-Tier1", times: 1e6 },
  "waf.rule.month": { service: "awswaf", usage: "RuleV2" },
  "waf.webAcl.month": { service: "awswaf", usage: "WebACLV2" },
};
