import { urnName } from "@aip/common/urn.ts";
import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const id = (prefix: string) => (planned: { hex(length: number): string }) => `${prefix}-${planned.hex(17)}`;

export const efs: Models = {
  "aws:efs/fileSystem:FileSystem": {
    id: id("fs"),
    arn: (planned) =>
      `arn:aws:elasticfilesystem:${planned.region}:${planned.account}:file-system/${planned.id}`,
    replaceOn: ["encrypted", "kmsKeyId", "performanceMode", "availabilityZoneName", "creationToken"],
    check: (planned, _, report) => {
      const { throughputMode, provisionedThroughputInMibps, encrypted, kmsKeyId } = planned.inputs;
      const modes = ["bursting", "provisioned", "elastic"];
      if (throughputMode !== undefined && !modes.includes(throughputMode as string)) {
        report("throughputMode", throughputMode, modes.join(", "));
      }
      if ((throughputMode === "provisioned") !== "provisionedThroughputInMibps" in planned.inputs) {
        report(
          "provisionedThroughputInMibps",
          provisionedThroughputInMibps,
          "a number with throughputMode provisioned, and only with it",
        );
      }
      if ("kmsKeyId" in planned.inputs && encrypted !== true) {
        report("kmsKeyId", kmsKeyId, "no key, or encrypted: true");
      }
    },
    outputs: (planned) => ({
      dnsName: `${planned.id}.efs.${planned.region}.amazonaws.com`,
      numberOfMountTargets: 0,
      ownerId: planned.account,
    }),
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": {
    id: (planned) => String(planned.inputs.fileSystemId),
    required: ["fileSystemId", "policy"],
    replaceOn: ["fileSystemId"],
    check: (planned, _, report) => checkPolicyDocument("policy", planned.inputs.policy, "resource", report),
  },
  "aws:efs/backupPolicy:BackupPolicy": {
    id: (planned) => String(planned.inputs.fileSystemId),
    required: ["fileSystemId", "backupPolicy"],
    replaceOn: ["fileSystemId"],
  },
  "aws:efs/mountTarget:MountTarget": {
    id: id("fsmt"),
    required: ["fileSystemId", "subnetId"],
    replaceOn: ["fileSystemId", "subnetId"],
    check: (planned, cloud, report) => {
      const { fileSystemId, subnetId } = planned.inputs;
      const zone = cloud.find(String(subnetId))?.inputs.availabilityZone;
      for (const other of cloud.all("aws:efs/mountTarget:MountTarget")) {
        if (other.urn === planned.urn || other.inputs.fileSystemId !== fileSystemId) continue;
        if (
          zone !== undefined &&
          cloud.find(String(other.inputs.subnetId))?.inputs.availabilityZone === zone
        ) {
          report("subnetId", subnetId, `a subnet of another zone; ${urnName(other.urn)} is in ${zone}`);
        }
      }
    },
    outputs: (planned) => ({ networkInterfaceId: `eni-${planned.hex(17)}`, ownerId: planned.account }),
  },
};
