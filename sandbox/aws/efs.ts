import { urnName } from "@aip/common/urn.ts";
import type { Models } from "../core/model.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const id = (prefix: string) => (draft: { hex(length: number): string }) => `${prefix}-${draft.hex(17)}`;

export const efs: Models = {
  "aws:efs/fileSystem:FileSystem": {
    id: id("fs"),
    arn: (draft) => `arn:aws:elasticfilesystem:${draft.region}:${draft.account}:file-system/${draft.id}`,
    replaceOn: ["encrypted", "kmsKeyId", "performanceMode", "availabilityZoneName", "creationToken"],
    check: (draft, _, report) => {
      const { throughputMode, provisionedThroughputInMibps, encrypted, kmsKeyId } = draft.inputs;
      const modes = ["bursting", "provisioned", "elastic"];
      if (throughputMode !== undefined && !modes.includes(throughputMode as string)) {
        report("throughputMode", throughputMode, modes.join(", "));
      }
      if ((throughputMode === "provisioned") !== "provisionedThroughputInMibps" in draft.inputs) {
        report(
          "provisionedThroughputInMibps",
          provisionedThroughputInMibps,
          "a number with throughputMode provisioned, and only with it",
        );
      }
      if ("kmsKeyId" in draft.inputs && encrypted !== true) {
        report("kmsKeyId", kmsKeyId, "no key, or encrypted: true");
      }
    },
    outputs: (draft) => ({
      dnsName: `${draft.id}.efs.${draft.region}.amazonaws.com`,
      numberOfMountTargets: 0,
      ownerId: draft.account,
    }),
  },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": {
    id: (draft) => String(draft.inputs.fileSystemId),
    required: ["fileSystemId", "policy"],
    replaceOn: ["fileSystemId"],
    check: (draft, _, report) => checkPolicyDocument("policy", draft.inputs.policy, "resource", report),
  },
  "aws:efs/backupPolicy:BackupPolicy": {
    id: (draft) => String(draft.inputs.fileSystemId),
    required: ["fileSystemId", "backupPolicy"],
    replaceOn: ["fileSystemId"],
  },
  "aws:efs/mountTarget:MountTarget": {
    id: id("fsmt"),
    required: ["fileSystemId", "subnetId"],
    replaceOn: ["fileSystemId", "subnetId"],
    check: (draft, cloud, report) => {
      const { fileSystemId, subnetId } = draft.inputs;
      const zone = cloud.find(String(subnetId))?.inputs.availabilityZone;
      for (const other of cloud.all("aws:efs/mountTarget:MountTarget")) {
        if (other.urn === draft.urn || other.inputs.fileSystemId !== fileSystemId) continue;
        if (
          zone !== undefined &&
          cloud.find(String(other.inputs.subnetId))?.inputs.availabilityZone === zone
        ) {
          report("subnetId", subnetId, `a subnet of another zone; ${urnName(other.urn)} is in ${zone}`);
        }
      }
    },
    outputs: (draft) => ({ networkInterfaceId: `eni-${draft.hex(17)}`, ownerId: draft.account }),
  },
};
