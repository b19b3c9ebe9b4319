import { urnName } from "@aip/common/urn.ts";
import { amiTypeNames } from "@aip/facts/amis.ts";
import { addonNames } from "@aip/facts/eks-addons.ts";
import { kubernetesVersions } from "@aip/facts/eks-versions.ts";
import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, NameRule, Report } from "../core/model.ts";
import { checkNodeGroup } from "./eks-node-group.ts";
import { requireTrust } from "./trust.ts";

const name = (property: string, maxLength: number): NameRule => ({
  property,
  maxLength,
  pattern: /^[0-9A-Za-z][\w-]*$/,
  allowed: "letters, digits, dashes and underscores, starting with a letter or digit",
  unique: "account",
});

const cluster = (draft: Draft) => String(draft.inputs.clusterName);

const part = (draft: Draft, ...names: string[]) => [cluster(draft), ...names].join(":");

/** A cluster is named by its name, which is not of the form the general reference check knows. */
function checkClusterName(draft: Draft, cloud: CloudView, report: Report): void {
  const found = draft.inputs.clusterName;
  if (typeof found === "string" && !cloud.has(found))
    report("clusterName", found, "the name of a cluster that exists");
}

function checkCluster(draft: Draft, cloud: CloudView, report: Report): void {
  const { version, roleArn, vpcConfig, enabledClusterLogTypes } = draft.inputs;
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

function checkAddon(draft: Draft, cloud: CloudView, report: Report): void {
  checkClusterName(draft, cloud, report);
  const { addonName, addonVersion, configurationValues, podIdentityAssociations } = draft.inputs;
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
    arn: (draft) => `arn:aws:eks:${draft.region}:${draft.account}:cluster/${draft.id}`,
    required: ["roleArn", "vpcConfig"],
    replaceOn: ["encryptionConfig", "kubernetesNetworkConfig", "bootstrapSelfManagedAddons"],
    check: checkCluster,
    outputs: (draft, cloud) => {
      const vpc = (draft.inputs.vpcConfig ?? {}) as Record<string, unknown>;
      const [subnet] = Array.isArray(vpc.subnetIds) ? vpc.subnetIds : [];
      const host = `${draft.hex(32).toUpperCase()}.gr7.${draft.region}.eks.amazonaws.com`;
      return {
        endpoint: `https://${host}`,
        certificateAuthority: { data: Buffer.from(`certificate of ${draft.id}`).toString("base64") },
        identities: [
          { oidcs: [{ issuer: `https://oidc.eks.${draft.region}.amazonaws.com/id/${draft.hex(32)}` }] },
        ],
        vpcConfig: {
          ...vpc,
          clusterSecurityGroupId: `sg-${draft.hex(17)}`,
          vpcId: cloud.find(String(subnet))?.inputs.vpcId ?? "",
        },
        kubernetesNetworkConfig: {
          ipFamily: "ipv4",
          serviceIpv4Cidr: "172.20.0.0/16",
          ...(draft.inputs.kubernetesNetworkConfig as object | undefined),
        },
        platformVersion: "eks.1",
        status: "ACTIVE",
      };
    },
  },
  "aws:eks/addon:Addon": {
    id: (draft) => part(draft, String(draft.inputs.addonName)),
    arn: (draft) =>
      `arn:aws:eks:${draft.region}:${draft.account}:addon/${cluster(draft)}/${String(draft.inputs.addonName)}/${draft.hex(8)}`,
    required: ["clusterName", "addonName"],
    replaceOn: ["clusterName", "addonName"],
    check: checkAddon,
    outputs: () => ({ createdAt: "2026-11-21T00:00:00Z", modifiedAt: "2026-11-21T00:00:00Z" }),
  },
  "aws:eks/nodeGroup:NodeGroup": {
    name: name("nodeGroupName", 63),
    id: (draft) => part(draft, String(draft.inputs.nodeGroupName)),
    arn: (draft) =>
      `arn:aws:eks:${draft.region}:${draft.account}:nodegroup/${cluster(draft)}/${String(draft.inputs.nodeGroupName)}/${draft.hex(8)}`,
    required: ["clusterName", "nodeRoleArn", "subnetIds", "scalingConfig"],
    replaceOn: ["clusterName", "nodeRoleArn", "subnetIds", "amiType", "capacityType", "instanceTypes"],
    check: (draft, cloud, report) => {
      checkClusterName(draft, cloud, report);
      requireTrust("nodeRoleArn", draft.inputs.nodeRoleArn, "ec2.amazonaws.com", cloud, report);
      checkNodeGroup(draft, cloud, report, amiTypeNames);
    },
    outputs: (draft) => ({
      status: "ACTIVE",
      resources: [{ autoscalingGroups: [{ name: `eks-${draft.hex(16)}` }], remoteAccessSecurityGroupId: "" }],
    }),
  },
  "aws:eks/accessEntry:AccessEntry": {
    id: (draft) => part(draft, String(draft.inputs.principalArn)),
    required: ["clusterName", "principalArn"],
    replaceOn: ["clusterName", "principalArn", "type"],
    // People and pipelines come in by roles that were made elsewhere, before the platform.
    mayDangle: ["principalArn"],
    check: (draft, cloud, report) => {
      checkClusterName(draft, cloud, report);
      const { type } = draft.inputs;
      if (type !== undefined && !accessTypes.includes(String(type)))
        report("type", type, accessTypes.join(", "));
    },
    outputs: (draft) => ({
      accessEntryArn: `arn:aws:eks:${draft.region}:${draft.account}:access-entry/${cluster(draft)}/${draft.hex(8)}`,
      createdAt: "2026-11-21T00:00:00Z",
      modifiedAt: "2026-11-21T00:00:00Z",
    }),
  },
  "aws:eks/accessPolicyAssociation:AccessPolicyAssociation": {
    id: (draft) => part(draft, String(draft.inputs.principalArn), String(draft.inputs.policyArn)),
    required: ["clusterName", "principalArn", "policyArn", "accessScope"],
    replaceOn: ["clusterName", "principalArn", "policyArn"],
    mayDangle: ["principalArn"],
    check: (draft, cloud, report) => {
      checkClusterName(draft, cloud, report);
      const { policyArn, principalArn } = draft.inputs;
      if (
        typeof policyArn === "string" &&
        !/^arn:aws[a-z-]*:eks::aws:cluster-access-policy\/\w+$/.test(policyArn)
      ) {
        report("policyArn", policyArn, "the ARN of an EKS access policy");
      }
      const entry = part(draft, String(principalArn));
      if (principalArn !== undefined && !cloud.has(entry)) {
        report("principalArn", principalArn, "a principal that has an access entry");
      }
    },
  },
  "aws:eks/podIdentityAssociation:PodIdentityAssociation": {
    id: (draft) => `a-${draft.hex(17)}`,
    arn: (draft) =>
      `arn:aws:eks:${draft.region}:${draft.account}:podidentityassociation/${cluster(draft)}/a-${draft.hex(17)}`,
    required: ["clusterName", "namespace", "serviceAccount", "roleArn"],
    replaceOn: ["clusterName", "namespace", "serviceAccount"],
    check: (draft, cloud, report) => {
      checkClusterName(draft, cloud, report);
      requireTrust("roleArn", draft.inputs.roleArn, "pods.eks.amazonaws.com", cloud, report);
      const same = cloud
        .all("aws:eks/podIdentityAssociation:PodIdentityAssociation")
        .find(
          ({ urn, inputs }) =>
            urn !== draft.urn &&
            ["clusterName", "namespace", "serviceAccount"].every((key) => inputs[key] === draft.inputs[key]),
        );
      if (same) {
        report(
          "serviceAccount",
          `${String(draft.inputs.namespace)}/${String(draft.inputs.serviceAccount)}`,
          `one association a service account; ${urnName(same.urn)} has it`,
        );
      }
    },
    outputs: (draft) => ({ associationId: `a-${draft.hex(17)}` }),
  },
};
