import { type InstanceType, instanceType } from "@aip/facts/instance-types.ts";
import type { PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

const capacityTypes = ["ON_DEMAND", "SPOT", "CAPACITY_BLOCK"];

/** What EKS refuses in a managed node group. */
export function checkNodeGroup(
  planned: PlannedResource,
  cloud: CloudView,
  report: Report,
  amiTypes: readonly string[],
): void {
  const { amiType, capacityType, releaseVersion, version, subnetIds, scalingConfig, labels } = planned.inputs;
  checkScaling(scalingConfig, report);
  if (capacityType !== undefined && !capacityTypes.includes(String(capacityType))) {
    report("capacityType", capacityType, capacityTypes.join(", "));
  }
  if (amiType !== undefined && !amiTypes.includes(String(amiType))) {
    report("amiType", amiType, `one of ${amiTypes.join(", ")}`);
  }
  if (
    typeof releaseVersion === "string" &&
    String(amiType).startsWith("AL2023") &&
    !releaseVersion.startsWith(`${String(version)}.`)
  ) {
    report("releaseVersion", releaseVersion, `a release for Kubernetes ${String(version)}`);
  }
  const template = templateOf(planned, cloud);
  checkTypes(planned, template, report);
  if (capacityType === "CAPACITY_BLOCK") {
    const market = (template?.instanceMarketOptions as { marketType?: unknown } | undefined)?.marketType;
    if (market !== "capacity-block") {
      report("launchTemplate", market, "a launch template whose market type is capacity-block");
    }
  }
  const vpcId = vpcOf(planned, cloud);
  for (const id of Array.isArray(subnetIds) ? subnetIds : []) {
    const subnet = cloud.find(String(id));
    if (subnet && vpcId !== undefined && subnet.inputs.vpcId !== vpcId) {
      report("subnetIds", id, "subnets of the cluster's VPC");
    }
  }
  for (const [key, value] of Object.entries((labels ?? {}) as Record<string, unknown>)) {
    if (!/^(([A-Za-z0-9][\w.-]*)?[A-Za-z0-9])?$/.test(String(value)) || String(value).length > 63) {
      report(
        `labels.${key}`,
        value,
        "a Kubernetes label value: at most 63 letters, digits, dashes, dots, underscores",
      );
    }
  }
}

function checkScaling(scaling: unknown, report: Report): void {
  if (scaling === undefined) return;
  const { minSize, maxSize, desiredSize } = scaling as Record<string, unknown>;
  const figures = [0, minSize, desiredSize, maxSize].filter((figure) => typeof figure === "number");
  const ordered = figures.every((figure, index) => index === 0 || (figures[index - 1] ?? 0) <= figure);
  if (!ordered || (typeof maxSize === "number" && maxSize < 1)) {
    report("scalingConfig", scaling, "0 <= minSize <= desiredSize <= maxSize, and maxSize at least 1");
  }
}

/** An AMI for one architecture or accelerator starts on no other. */
function checkTypes(
  planned: PlannedResource,
  template: Record<string, unknown> | undefined,
  report: Report,
): void {
  const own = Array.isArray(planned.inputs.instanceTypes) ? planned.inputs.instanceTypes : [];
  const fromTemplate = template?.instanceType === undefined ? [] : [template.instanceType];
  if (own.length > 0 && fromTemplate.length > 0) {
    report("instanceTypes", own, "instance types here or in the launch template, not in both");
  }
  const amiType = String(planned.inputs.amiType ?? "");
  for (const name of [...own, ...fromTemplate]) {
    const facts = instanceType(String(name));
    if (!facts) report("instanceTypes", name, "an instance type that exists");
    else if (amiType !== "" && !fits(amiType, facts)) {
      report("instanceTypes", name, `types that ${amiType} runs on`);
    }
  }
}

const fits = (amiType: string, type: InstanceType): boolean =>
  /ARM_64/.test(amiType) === (type.arch === "arm64") &&
  (!amiType.endsWith("NVIDIA") || type.gpu !== undefined) &&
  (!amiType.endsWith("NEURON") || type.neuron !== undefined);

function templateOf(planned: PlannedResource, cloud: CloudView): Record<string, unknown> | undefined {
  const id = (planned.inputs.launchTemplate as { id?: unknown } | undefined)?.id;
  return typeof id === "string" ? cloud.find(id)?.inputs : undefined;
}

function vpcOf(planned: PlannedResource, cloud: CloudView): unknown {
  const vpc = cloud.find(String(planned.inputs.clusterName))?.inputs.vpcConfig as
    | { subnetIds?: unknown }
    | undefined;
  const [subnet] = Array.isArray(vpc?.subnetIds) ? vpc.subnetIds : [];
  return cloud.find(String(subnet))?.inputs.vpcId;
}
