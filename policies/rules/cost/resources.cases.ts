import { type RuleCases, resource, unknown } from "../../testing/cases.ts";

const nat = "aws:ec2/natGateway:NatGateway";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const bucket = "aws:s3/bucket:Bucket";
const address = "aws:ec2/eip:Eip";
const disk = "aws:ebs/volume:Volume";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const s3 = "com.amazonaws.us-east-1.s3";
const services = (...names: string[]) =>
  names.map((name) => resource("kubernetes:core/v1:Service", name, { spec: { type: "LoadBalancer" } }));

export const cases: readonly RuleCases[] = [
  {
    rule: "ec2-gateway-endpoint-for-s3",
    good: {
      "a gateway": [
        resource(nat, "a"),
        resource(endpoint, "e", { vpcEndpointType: "Gateway", serviceName: s3 }),
      ],
    },
    bad: {
      "an interface": [
        resource(nat, "a"),
        resource(endpoint, "e", { vpcEndpointType: "Interface", serviceName: s3 }),
      ],
    },
    says: /no gateway endpoint for S3/,
    deferred: { "not known yet": [resource(nat, "a"), resource(endpoint, "e", { serviceName: unknown })] },
  },
  {
    rule: "ec2-nat-shared-in-development",
    environment: { profile: "development" },
    good: { one: [resource(nat, "a")] },
    bad: { three: [resource(nat, "a"), resource(nat, "b"), resource(nat, "c")] },
    says: /3 NAT gateways for 1 VPC/,
  },
  {
    rule: "cloudwatch-log-retention-bounded",
    type: "aws:cloudwatch/logGroup:LogGroup",
    good: { "a year": { retentionInDays: 365 } },
    bad: { "for ever": {} },
    says: /kept for ever/,
    deferred: { "not known yet": { retentionInDays: unknown } },
  },
  {
    rule: "s3-large-bucket-lifecycle",
    environment: { usage: { buckets: { lake: { GB: 5000 } } } },
    good: {
      "with rules": [
        resource(bucket, "lake"),
        resource(
          "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
          "rules",
          { bucket: "b" },
          {},
          { dependsOn: ["lake"] },
        ),
      ],
    },
    bad: { "without rules": [resource(bucket, "lake")] },
    says: /expected to hold 5000 GB and has no lifecycle rules/,
    deferred: { "not known yet": [resource(bucket, "lake", { lifecycleRules: unknown })] },
  },
  {
    rule: "ec2-eip-attached",
    good: {
      "to a gateway": [
        resource(address, "address"),
        resource(nat, "gateway", { allocationId: "eipalloc-1" }, {}, { dependsOn: ["address"] }),
      ],
    },
    bad: { "to nothing": [resource(address, "address")] },
    says: /Nothing uses the address/,
    deferred: {
      "not known yet": [resource(address, "address"), resource(nat, "gateway", { allocationId: unknown })],
    },
  },
  {
    rule: "ebs-volume-attached",
    good: {
      attached: [
        resource(disk, "disk"),
        resource(
          "aws:ec2/volumeAttachment:VolumeAttachment",
          "attachment",
          { volumeId: "vol-1" },
          {},
          { dependsOn: ["disk"] },
        ),
      ],
    },
    bad: { "to nothing": [resource(disk, "disk")] },
    says: /Nothing uses the volume/,
    deferred: {
      "not known yet": [
        resource(disk, "disk"),
        resource("aws:ec2/volumeAttachment:VolumeAttachment", "a", { volumeId: unknown }),
      ],
    },
  },
  {
    rule: "lb-listener-present",
    good: {
      "with a listener": [
        resource(balancer, "balancer"),
        resource(
          "aws:lb/listener:Listener",
          "listener",
          { loadBalancerArn: "arn" },
          {},
          { dependsOn: ["balancer"] },
        ),
      ],
    },
    bad: { without: [resource(balancer, "balancer")] },
    says: /no listener/,
    deferred: {
      "not known yet": [
        resource(balancer, "balancer"),
        resource("aws:lb/listener:Listener", "l", { loadBalancerArn: unknown }),
      ],
    },
  },
  {
    rule: "rds-single-zone-in-development",
    type: "aws:rds/instance:Instance",
    environment: { profile: "development" },
    good: { "one zone": { multiAz: false } },
    bad: { "two zones": { multiAz: true } },
    says: /multiAz is true/,
    deferred: { "not known yet": { multiAz: unknown } },
  },
  {
    rule: "kubernetes-load-balancers-shared",
    type: "kubernetes:core/v1:Service",
    good: { three: services("a", "b", "c") },
    bad: { four: services("a", "b", "c", "d") },
    says: /4 Services are of type LoadBalancer; 3 may be/,
    deferred: { "not known yet": { spec: { type: unknown } } },
  },
];
