import { urnName } from "@aip/common/urn.ts";
import { amiTypeNames } from "@aip/facts/amis.ts";
import { addonNames } from "@aip/facts/eks-addons.ts";
import { kubernetesVersions } from "@aip/facts/eks-versions.ts";
import type { Models, NameRule, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkNodeGroup } from "./eks-node-group.ts";
import { requireTrust } from "./trust.ts";

const name = (property: string, maxLength: number): NameRule => ({
  property,
  maxLength,
  pattern: /^[0-9A-Za-z][\w-]*$/,
  allowed: "letters, digits, dashes and underscores, starting with a letter or digit",
  unique: "account",
});

const cluster = (planned: PlannedResource) => String(planned.inputs.clusterName);

const part = (planned: PlannedResource, ...names: string[]) => [cluster(planned), ...names].join(":");

/** A cluster is named by its name, which is not of the form the general reference check knows. */
function checkClusterName(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const found = planned.inputs.clusterName;
  if (typeof found === "string" && !cloud.has(found))
    report("clusterName", found, "the name of a cluster that exists");
}

function checkCluster(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { version, roleArn, vpcConfig, enabledClusterLogTypes } = planned.inputs;
  if (version !== undefined && !(kubernetesVersions as readonly unknown[]).includes(version)) {
    report("version", version, `one of ${kubernetesVersions.join(", ")} (facts/eks-versions.ts)`);
  }
  requireTrust("roleArn", roleArn, "eks.amazonaws.com", cloud, report);
  const vpc = (vpcConfig ?? {}) as Record<string, unknown>;
  const subnets = Array.isArray(vpc.subnetIds) ? vpc.subnetIds : [];
  const zones = new Set(subnets.map((id) => cloud.find(String(id))?.inputs.availabilityZone));
  if (Array.isArray(vpc.subnetIds) && zones.size < 2) {
    report("vpcConfig.subnetIds", subnets, "subnets in at least two zones");
  }
  if (vpc.endpointPrivateAccess === false && vpc.endpointPublicAccess === false) {
    report("vpcConfig", vpc, "a private endpoint, a public one, or both");
  }
  const logs = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
  for (const type of Array.isArray(enabledClusterLogTypes) ? enabledClusterLogTypes : []) {
    if (!logs.includes(type)) report("enabledClusterLogTypes", type, logs.join(", "));
  }
}

function checkAddon(planned: PlannedResource, cloud: CloudView, report: Report): void {
  checkClusterName(planned, cloud, report);
  const { addonName, addonVersion, configurationValues, podIdentityAssociations } = planned.inputs;
  if (typeof addonName === "string" && !(addonNames as readonly string[]).includes(addonName)) {
    report("addonName", addonName, `one of ${addonNames.join(", ")} (facts/eks-addons.ts)`);
  }
  if (typeof addonVersion === "string" && !/^v\d+\.\d+\.\d+-eksbuild\.\d+$/.test(addonVersion)) {
    report("addonVersion", addonVersion, "a version such as v1.22.4-eksbuild.3");
  }
  if (typeof configurationValues === "string") {
    try {
      JSON.parse(configurationValues);
    } catch {
      report("configurationValues", configurationValues, "a JSON document");
    }
  }
  for (const association of Array.isArray(podIdentityAssociations) ? podIdentityAssociations : []) {
    const { roleArn } = association as { roleArn?: unknown };
    requireTrust("podIdentityAssociations.roleArn", roleArn, "pods.eks.amazonaws.com", cloud, report);
  }
}

const accessTypes = ["STANDARD", "EC2_LINUX", "EC2_WINDOWS", "FARGATE_LINUX", "EC2", "HYBRID_LINUX"];

export const eks: Models = {
  "aws:eks/cluster:Cluster": {
    name: name("name", 100),
    arn: (planned) => `arn:aws:eks:${planned.region}:${planned.account}:cluster/${planned.id}`,
    required: ["roleArn", "vpcConfig"],
    replaceOn: ["encryptionConfig", "kubernetesNetworkConfig", "bootstrapSelfManagedAddons"],
    check: checkCluster,
    outputs: (planned, cloud) => {
      const vpc = (planned.inputs.vpcConfig ?? {}) as Record<string, unknown>;
      const [subnet] = Array.isArray(vpc.subnetIds) ? vpc.subnetIds : [];
      const host = `${planned.hex(32).toUpperCase()}.gr7.${planned.region}.eks.amazonaws.com`;
      return {
        endpoint: `https://${host}`,
        certificateAuthority: { data: Buffer.from(`certificate of ${planned.id}`).toString("base64") },
        identities: [
          { oidcs: [{ issuer: `https://oidc.eks.${planned.region}.amazonaws.com/id/${planned.hex(32)}` }] },
        ],
        vpcConfig: {
          ...vpc,
          clusterSecurityGroupId: `sg-${planned.hex(17)}`,
          vpcId: cloud.find(String(subnet))?.inputs.vpcId ?? "",
        },
        kubernetesNetworkConfig: {
          ipFamily: "ipv4",
          serviceIpv4Cidr: "172.20.0.0/16",
          ...(planned.inputs.kubernetesNetworkConfig as object | undefined),
        },
        platformVersion: "eks.1",
        status: "ACTIVE",
      };
    },
  },
  "aws:eks/addon:Addon": {
    id: (planned) => part(planned, String(planned.inputs.addonName)),
    arn: (planned) =>
      `arn:aws:eks:${planned.region}:${planned.account}:addon/${cluster(planned)}/${String(planned.inputs.addonName)}/${planned.hex(8)}`,
    required: ["clusterName", "addonName"],
    replaceOn: ["clusterName", "addonName"],
    check: checkAddon,
    outputs: () => ({ createdAt: "2026-11-21T00:00:00Z", modifiedAt: "2026-11-21T00:00:00Z" }),
  },
  "aws:eks/nodeGroup:NodeGroup": {
    name: name("nodeGroupName", 63),
    id: (planned) => part(planned, String(planned.inputs.nodeGroupName)),
    arn: (planned) =>
      `arn:aws:eks:${planned.region}:${planned.account}:nodegroup/${cluster(planned)}/${String(planned.inputs.nodeGroupName)}/${planned.hex(8)}`,
    required: ["clusterName", "nodeRoleArn", "subnetIds", "scalingConfig"],
    replaceOn: ["clusterName", "nodeRoleArn", "subnetIds", "amiType", "capacityType", "instanceTypes"],
    check: (planned, cloud, report) => {
      checkClusterName(planned, cloud, report);
      requireTrust("nodeRoleArn", planned.inputs.nodeRoleArn, "ec2.amazonaws.com", cloud, report);
      checkNodeGroup(planned, cloud, report, amiTypeNames);
    },
    outputs: (planned) => ({
      status: "ACTIVE",
      resources: [
        { autoscalingGroups: [{ name: `eks-${planned.hex(16)}` }], remoteAccessSecurityGroupId: "" },
      ],
    }),
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: (planned) => part(planned, String(planned.inputs.principalArn)),
    required: ["clusterName", "principalArn"],
    replaceOn: ["clusterName", "principalArn", "type"],
    // People and pipelines come in by roles that were made elsewhere, before the platform.
    mayDangle: ["principalArn"],
    check: (planned, cloud, report) => {
      checkClusterName(planned, cloud, report);
      const { type } = planned.inputs;
      if (type !== undefined && !accessTypes.includes(String(type)))
        report("type", type, accessTypes.join(", "));
    },
    outputs: (planned) => ({
      accessEntryArn: `arn:aws:eks:${planned.region}:${planned.account}:access-entry/${cluster(planned)}/${planned.hex(8)}`,
      createdAt: "2026-11-21T00:00:00Z",
      modifiedAt: "2026-11-21T00:00:00Z",
    }),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: (planned) => part(planned, String(planned.inputs.principalArn), String(planned.inputs.policyArn)),
    required: ["clusterName", "principalArn", "policyArn", "accessScope"],
    replaceOn: ["clusterName", "principalArn", "policyArn"],
    mayDangle: ["principalArn"],
    check: (planned, cloud, report) => {
      checkClusterName(planned, cloud, report);
      const { policyArn, principalArn } = planned.inputs;
      if (
        typeof policyArn === "string" &&
        !/^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/\w+$/.test(policyArn)
      ) {
        report("policyArn", policyArn, "the ARN of an EKS access policy");
      }
      const entry = part(planned, String(principalArn));
      if (principalArn !== undefined && !cloud.has(entry)) {
        report("principalArn", principalArn, "a principal that has an access entry");
      }
    },
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: (planned) => `a-${planned.hex(17)}`,
    arn: (planned) =>
      `arn:aws:eks:${planned.region}:${planned.account}:podidentityassociation/${cluster(planned)}/a-${planned.hex(17)}`,
    required: ["clusterName", "namespace", "serviceAccount", "roleArn"],
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    check: (planned, cloud, report) => {
      checkClusterName(planned, cloud, report);
      requireTrust("roleArn", planned.inputs.roleArn, "pods.eks.amazonaws.com", cloud, report);
      const same = cloud
        .all("aws:eks/podIdentityAssociation:PodIdentityAssociation")
        .find(
          ({ urn, inputs }) =>
            urn !== planned.urn &&
            ["clusterName", "namespace", "serviceAccount"].every(
              (key) => inputs[key] === planned.inputs[key],
            ),
        );
      if (same) {
        report(
          "serviceAccount",
          `${String(planned.inputs.namespace)}/${String(planned.inputs.serviceAccount)}`,
          `one association a service account; ${urnName(same.urn)} has it`,
        );
      }
    },
    outputs: (planned) => ({ associationId: `a-${planned.hex(17)}` }),
  },
};
