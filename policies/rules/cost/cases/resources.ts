import { bucket, type Case, largeLake, nat, unknownNumberValue, unknownStringValue } from "./case.ts";

export const resourcesCases: readonly Case[] = [
  {
    rule: "ec2-gateway-endpoint-for-s3",
    good: [
      nat("a"),
      {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        inputs: { vpcEndpointType: "Gateway", serviceName: "com.amazonaws.us-east-1.s3" },
      },
    ],
    bad: [
      nat("a"),
      {
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        inputs: { vpcEndpointType: "Interface", serviceName: "com.amazonaws.us-east-1.s3" },
      },
    ],
    names: /no gateway endpoint for S3/,
    unknown: [
      nat("a"),
      { type: "aws:ec2/vpcEndpoint:VpcEndpoint", inputs: { serviceName: unknownStringValue } },
    ],
  },
  {
    rule: "cloudwatch-log-retention-bounded",
    good: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: { retentionInDays: 365 } }],
    bad: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: {} }],
    names: /kept for ever/,
    unknown: [{ type: "aws:cloudwatch/logGroup:LogGroup", inputs: { retentionInDays: unknownNumberValue } }],
  },
  {
    rule: "s3-large-bucket-lifecycle",
    environment: largeLake,
    good: [
      bucket,
      {
        type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
        name: "rules",
        inputs: { bucket: "b" },
        on: ["lake"],
      },
    ],
    bad: [bucket],
    names: /expected to hold 5000 GB and has no lifecycle rules/,
    unknown: [{ ...bucket, inputs: { lifecycleRules: unknownStringValue } }],
  },
  {
    rule: "ec2-eip-attached",
    good: [
      { type: "aws:ec2/eip:Eip", name: "address" },
      { ...nat("gateway"), inputs: { allocationId: "eipalloc-1" }, on: ["address"] },
    ],
    bad: [{ type: "aws:ec2/eip:Eip", name: "address" }],
    names: /Nothing uses the address/,
    unknown: [
      { type: "aws:ec2/eip:Eip", name: "address" },
      { ...nat("gateway"), inputs: { allocationId: unknownStringValue } },
    ],
  },
  {
    rule: "ebs-volume-attached",
    good: [
      { type: "aws:ebs/volume:Volume", name: "disk" },
      {
        type: "aws:ec2/volumeAttachment:VolumeAttachment",
        name: "attachment",
        inputs: { volumeId: "vol-1" },
        on: ["disk"],
      },
    ],
    bad: [{ type: "aws:ebs/volume:Volume", name: "disk" }],
    names: /Nothing uses the volume/,
    unknown: [
      { type: "aws:ebs/volume:Volume", name: "disk" },
      {
        type: "aws:ec2/volumeAttachment:VolumeAttachment",
        name: "a",
        inputs: { volumeId: unknownStringValue },
      },
    ],
  },
  {
    rule: "lb-listener-present",
    good: [
      { type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" },
      {
        type: "aws:lb/listener:Listener",
        name: "listener",
        inputs: { loadBalancerArn: "arn" },
        on: ["balancer"],
      },
    ],
    bad: [{ type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" }],
    names: /no listener/,
    unknown: [
      { type: "aws:lb/loadBalancer:LoadBalancer", name: "balancer" },
      { type: "aws:lb/listener:Listener", name: "l", inputs: { loadBalancerArn: unknownStringValue } },
    ],
  },
  {
    rule: "rds-single-zone-in-development",
    environment: { profile: "development" },
    good: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: false } }],
    bad: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: true } }],
    names: /multiAz is true/,
    unknown: [{ type: "aws:rds/instance:Instance", inputs: { multiAz: unknownStringValue } }],
  },
  {
    rule: "kubernetes-load-balancers-shared",
    good: ["a", "b", "c"].map((name) => ({
      type: "kubernetes:core/v1:Service",
      name,
      inputs: { spec: { type: "LoadBalancer" } },
    })),
    bad: ["a", "b", "c", "d"].map((name) => ({
      type: "kubernetes:core/v1:Service",
      name,
      inputs: { spec: { type: "LoadBalancer" } },
    })),
    names: /4 Services are of type LoadBalancer; 3 may be/,
    unknown: [{ type: "kubernetes:core/v1:Service", inputs: { spec: { type: unknownStringValue } } }],
  },
];

/** Rules that look at nothing a program could leave unknown. */
export const knownFromTheStart: readonly Omit<Case, "unknown">[] = [
  {
    rule: "ec2-nat-shared-in-development",
    environment: { profile: "development" },
    good: [nat("a")],
    bad: [nat("a"), nat("b"), nat("c")],
    names: /3 NAT gateways for 1 VPC/,
  },
  {
    rule: "budgets-alert-present",
    good: [
      { type: "aws:budgets/budget:Budget", inputs: { notifications: [{ notificationType: "FORECASTED" }] } },
      { type: "aws:budgets/budget:Budget", name: "later", inputs: { notifications: unknownStringValue } },
    ],
    bad: [{ type: "aws:budgets/budget:Budget", inputs: {} }],
    names: /no AWS budget with a notification/,
  },
];
