import type { ServicePrice } from "../tables/unit-prices.ts";

/** The service that bills what a price's name begins with. */
const byPrefix: Readonly<Record<string, string>> = {
  acmpca: "Private CA",
  aurora: "RDS",
  cloudtrail: "CloudTrail",
  cloudwatch: "CloudWatch",
  config: "Config",
  dataTransfer: "Data transfer",
  dynamodb: "DynamoDB",
  ebs: "EBS",
  ec2: "EC2",
  ecr: "ECR",
  efs: "EFS",
  eks: "EKS",
  elasticache: "ElastiCache",
  elb: "Load balancing",
  eventbridge: "EventBridge",
  fargate: "Fargate",
  fsx: "FSx",
  globalAccelerator: "Global Accelerator",
  grafana: "Managed Grafana",
  guardduty: "GuardDuty",
  kinesis: "Kinesis",
  kms: "KMS",
  lambda: "Lambda",
  msk: "MSK",
  networkFirewall: "Network Firewall",
  opensearch: "OpenSearch",
  rds: "RDS",
  redshift: "Redshift",
  route53: "Route 53",
  s3: "S3",
  secretsmanager: "Secrets Manager",
  sns: "SNS",
  sqs: "SQS",
  vpc: "VPC",
  waf: "WAF",
};

/** The AWS service that bills a unit price. */
export const serviceOf = (name: ServicePrice): string => {
  const prefix = name.slice(0, name.indexOf("."));
  return byPrefix[prefix] ?? prefix;
};
