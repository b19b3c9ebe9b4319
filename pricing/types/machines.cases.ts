import { resource } from "@aip/common/testing/resource.ts";
import { known, type PriceCase } from "../testing/price-case.ts";

/** Of networks, machines and what Kubernetes makes: each amount is worked out by hand from the list prices of us-east-1. */
export const machinesCases: readonly PriceCase[] = [
  [
    "NAT gateway: 730 h of 0.045, and 300 GB of 0.045",
    resource("aws:ec2/natGateway:NatGateway", {}),
    known(46.35),
    { usage: { natGB: 300 } },
  ],
  ["Elastic IP: 730 h of 0.005", resource("aws:ec2/eip:Eip", { domain: "vpc" }), known(3.65)],
  [
    "interface endpoint in three zones: 3 x 7.30",
    resource("aws:ec2/vpcEndpoint:VpcEndpoint", {
      vpcEndpointType: "Interface",
      subnetIds: ["a", "b", "c"],
    }),
    known(21.9),
  ],
  [
    "VPC: 100 GB to the internet at 0.09, 200 GB between zones at 0.01 on both sides",
    resource("aws:ec2/vpc:Vpc", {}),
    known(13),
    { usage: { internetGB: 100, betweenZonesGB: 200 } },
  ],
  [
    "VPC: 12,288 GB to the internet, of which 10,240 at 0.09 and 2,048 at 0.085",
    resource("aws:ec2/vpc:Vpc", {}),
    known(1095.68),
    { usage: { internetGB: 12_288, betweenZonesGB: 0 } },
  ],
  [
    "application load balancer in two zones: 730 h of 0.0225, two addresses, one capacity unit",
    resource("aws:lb/loadBalancer:LoadBalancer", { subnets: ["a", "b"] }),
    known(16.43 + 7.3 + 5.84),
    { usage: { loadBalancerUnits: 1 } },
  ],
  [
    "internal network load balancer: no public address",
    resource("aws:lb/loadBalancer:LoadBalancer", {
      loadBalancerType: "network",
      internal: true,
      subnets: ["a"],
    }),
    known(16.43),
  ],
  [
    "EKS in standard support: 730 h of 0.10",
    resource("aws:eks/cluster:Cluster", { version: "1.35" }),
    known(73),
  ],
  [
    "EKS past standard support: 730 h of 0.60",
    resource("aws:eks/cluster:Cluster", { version: "1.33" }),
    known(438),
  ],
  [
    "EKS past standard support that AWS upgrades instead",
    resource("aws:eks/cluster:Cluster", { version: "1.33", upgradePolicy: { supportType: "STANDARD" } }),
    known(73),
  ],
  [
    "EKS the day after standard support ends",
    resource("aws:eks/cluster:Cluster", { version: "1.34" }),
    known(438),
    { today: "2026-12-03" },
  ],
  [
    "node group: 2 (at most 4) m7i.large of 0.1008, each with 50 GiB of gp3 at 0.08",
    resource("aws:eks/nodeGroup:NodeGroup", {
      instanceTypes: ["m7i.large"],
      diskSize: 50,
      scalingConfig: { desiredSize: 2, minSize: 1, maxSize: 4 },
    }),
    known(2 * (73.584 + 4), 4 * (73.584 + 4)),
  ],
  [
    "spot node group: 60 % off expected, the dearest type on demand at most",
    resource("aws:eks/nodeGroup:NodeGroup", {
      instanceTypes: ["m7i.large", "m7i.xlarge"],
      capacityType: "SPOT",
      diskSize: 0,
      scalingConfig: { desiredSize: 1, minSize: 1, maxSize: 1 },
    }),
    known(29.43, 147.17),
  ],
  [
    "node group whose launch template gives type and disk: 3 g6.xlarge of 0.8048, 100 GiB each",
    [
      resource(
        "aws:eks/nodeGroup:NodeGroup",
        {
          launchTemplate: { id: "lt-1", version: "1" },
          scalingConfig: { desiredSize: 3, minSize: 3, maxSize: 3 },
        },
        { dependsOn: ["urn:pulumi:test::test::aws:ec2/launchTemplate:LaunchTemplate::template"] },
      ),
      resource(
        "aws:ec2/launchTemplate:LaunchTemplate",
        {
          instanceType: "g6.xlarge",
          blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 100, volumeType: "gp3" } }],
        },
        { name: "template" },
      ),
    ],
    known(3 * (587.504 + 8)),
  ],
  [
    "gp3 volume: 100 GiB at 0.08, 1,000 extra IOPS at 0.005, 125 extra MiB/s at 0.04",
    resource("aws:ebs/volume:Volume", { size: 100, type: "gp3", iops: 4000, throughput: 250 }),
    known(18),
  ],
  [
    "claims of a stateful set: 3 of 20 GiB gp3",
    resource("kubernetes:apps/v1:StatefulSet", {
      spec: {
        replicas: 3,
        volumeClaimTemplates: [{ spec: { resources: { requests: { storage: "20Gi" } } } }],
      },
    }),
    known(4.8),
  ],
  [
    "chart that nothing renders: two disks of 20 GiB, three of 5, and none where persistence is off",
    resource(
      "kubernetes:helm.sh/v4:Chart",
      {
        values: {
          server: { ha: { replicas: 2 }, dataStorage: { enabled: true, size: "20Gi" } },
          alerts: {
            spec: {
              replicas: 3,
              storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "5Gi" } } } } },
            },
          },
          grafana: { persistence: { enabled: false, size: "100Gi" } },
        },
      },
      { custom: false },
    ),
    known(55 * 0.08),
  ],
  [
    "flow log to S3: 50 GB at 0.25",
    resource("aws:ec2/flowLog:FlowLog", { logDestinationType: "s3" }),
    known(12.5),
  ],
  [
    "gateway on the internet over two zones: 730 h of 0.0225 and two addresses",
    [
      resource("kubernetes:gateway.networking.k8s.io/v1:Gateway", {
        spec: { gatewayClassName: "aws-alb", infrastructure: { parametersRef: { name: "platform" } } },
      }),
      resource("kubernetes:gateway.k8s.aws/v1:LoadBalancerConfiguration", {
        metadata: { name: "platform" },
        spec: { scheme: "internet-facing" },
      }),
      resource("aws:ec2/subnet:Subnet", { availabilityZone: "us-east-1a" }, { name: "a" }),
      resource("aws:ec2/subnet:Subnet", { availabilityZone: "us-east-1b" }, { name: "b" }),
    ],
    known(16.43 + 7.3),
  ],
  [
    "Service that becomes an internal load balancer",
    resource("kubernetes:core/v1:Service", { spec: { type: "LoadBalancer" } }),
    known(16.43),
  ],
];
