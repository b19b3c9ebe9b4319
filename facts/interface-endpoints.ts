/**
 * Interface endpoints the platform knows: what each is for, and which profiles have it. One costs 0.01 USD an hour in
 * each zone (7.30 USD a month) and 0.01 USD for each GB (https://aws.amazon.com/privatelink/pricing/, us-east-1,
 * 2026-11-21); traffic that would pass a NAT gateway saves 0.045 USD for each GB.
 */
export interface InterfaceEndpointFact {
  /** Part of the service name after `com.amazonaws.<region>.`, and of the private DNS name. */
  readonly service: string;
  readonly reason: string;
  /**
   * `private`: nodes cannot join or pods cannot work without it where there is no NAT. `sensitive`: carries secrets,
   * keys or identities that should not leave the network of AWS. `optional`: on request.
   */
  readonly need: "private" | "sensitive" | "optional";
}

const fact = (
  service: string,
  need: InterfaceEndpointFact["need"],
  reason: string,
): InterfaceEndpointFact => ({
  service,
  need,
  reason,
});

export const interfaceEndpoints = {
  sts: fact("sts", "sensitive", "Every role that is assumed; its answer holds credentials."),
  kms: fact("kms", "sensitive", "Data keys in plain text, and Vault's unsealing."),
  secretsmanager: fact(
    "secretsmanager",
    "sensitive",
    "Database and service passwords on their way into pods.",
  ),
  "eks-auth": fact("eks-auth", "sensitive", "Credentials of pods through EKS Pod Identity."),
  eks: fact("eks", "private", "Nodes ask for the cluster's address and certificate when they start."),
  ec2: fact("ec2", "private", "The VPC CNI and Karpenter manage interfaces and instances through it."),
  "ecr.api": fact(
    "ecr.api",
    "private",
    "Login for image pulls; layers themselves come through the S3 gateway.",
  ),
  "ecr.dkr": fact(
    "ecr.dkr",
    "private",
    "Manifests of image pulls; layers themselves come through the S3 gateway.",
  ),
  elasticloadbalancing: fact(
    "elasticloadbalancing",
    "private",
    "The load balancer controller works through it.",
  ),
  autoscaling: fact("autoscaling", "private", "Managed node groups and lifecycle hooks."),
  sqs: fact("sqs", "private", "Karpenter hears of spot interruptions, and workers of their tasks."),
  logs: fact("logs", "private", "Logs that nodes and pods write to CloudWatch."),
  monitoring: fact("monitoring", "private", "Metrics that agents and exporters exchange with CloudWatch."),
  ssm: fact("ssm", "private", "AMI parameters, and sessions on nodes instead of SSH."),
  ssmmessages: fact("ssmmessages", "private", "The channel of sessions on nodes."),
  elasticfilesystem: fact(
    "elasticfilesystem",
    "private",
    "The EFS CSI driver makes access points through it.",
  ),
  "guardduty-data": fact("guardduty-data", "optional", "Runtime findings of the GuardDuty agent."),
  rds: fact("rds", "optional", "Database administration from inside the network."),
  events: fact("events", "optional", "Events that pipelines put on a bus."),
  glue: fact("glue", "optional", "The catalogue that Spark and queries read."),
  athena: fact("athena", "optional", "Queries on the lake from notebooks."),
  "bedrock-runtime": fact("bedrock-runtime", "optional", "Prompts and answers of hosted models."),
  "sagemaker.api": fact("sagemaker.api", "optional", "Jobs started on SageMaker."),
} as const satisfies Record<string, InterfaceEndpointFact>;

export type InterfaceEndpointName = keyof typeof interfaceEndpoints;

export const interfaceEndpointNames = Object.keys(interfaceEndpoints) as InterfaceEndpointName[];

/** `none`; `sensitive`: secrets, keys and identities; `private`: all that a cluster without NAT needs. */
export type EndpointProfile = "none" | "sensitive" | "private";

/** The endpoints of a profile. `private` holds those of `sensitive` too. */
export const endpointsOf = (profile: EndpointProfile): InterfaceEndpointName[] =>
  interfaceEndpointNames.filter((name) => {
    const { need }: InterfaceEndpointFact = interfaceEndpoints[name];
    return profile === "private" ? need !== "optional" : profile === "sensitive" && need === "sensitive";
  });
