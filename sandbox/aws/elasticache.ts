import { engines } from "@aip/facts/engines.ts";
import { elasticacheNodeTypes } from "@aip/facts/node-classes.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkNamed, checkRange, checkSubnetGroup } from "./checks.ts";

function checkGroup(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  if (typeof inputs.nodeType === "string" && !elasticacheNodeTypes.includes(inputs.nodeType)) {
    report("nodeType", inputs.nodeType, "a current ElastiCache node type such as cache.t4g.small");
  }
  const { engineVersion } = inputs;
  const offered: readonly string[] = engines.valkey.offered;
  if (inputs.engine === "valkey" && typeof engineVersion === "string" && !offered.includes(engineVersion)) {
    report("engineVersion", engineVersion, `a version of Valkey: ${offered.join(", ")}`);
  }
  checkRange(inputs, "numCacheClusters", 1, 6, "nodes", report);
  checkRange(inputs, "snapshotRetentionLimit", 0, 35, "days", report);
  const nodes = inputs.numCacheClusters;
  if (inputs.automaticFailoverEnabled === true && typeof nodes === "number" && nodes < 2) {
    report("numCacheClusters", nodes, "2 or more with automatic failover");
  }
  if (inputs.multiAzEnabled === true && inputs.automaticFailoverEnabled !== true) {
    report("automaticFailoverEnabled", inputs.automaticFailoverEnabled, "true where multiAzEnabled is");
  }
  const token = inputs.authToken;
  if (typeof token === "string") {
    if (!/^[A-Za-z0-9!&#$^<>-]{16,128}$/.test(token)) {
      report("authToken", "[a password]", "16 to 128 letters, digits and !&#$^<>-");
    }
    if (inputs.transitEncryptionEnabled !== true) {
      report("transitEncryptionEnabled", inputs.transitEncryptionEnabled, "true where authToken is given");
    }
  }
  checkNamed(inputs, "subnetGroupName", "aws:elasticache/subnetGroup:SubnetGroup", cloud, report);
}

export const elasticache: Models = {
  "aws:elasticache/replicationGroup:ReplicationGroup": {
    name: {
      property: "replicationGroupId",
      maxLength: 40,
      pattern: /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/,
      allowed: "lower-case letters, digits and single dashes, starting with a letter",
      unique: "account",
    },
    arn: (planned) =>
      `arn:aws:elasticache:${planned.region}:${planned.account}:replicationgroup:${planned.id}`,
    required: ["description"],
    replaceOn: ["atRestEncryptionEnabled", "kmsKeyId", "subnetGroupName", "port", "replicationGroupId"],
    check: checkGroup,
    outputs: (planned) => {
      const domain = `${planned.id}.${planned.hex(6)}.use1.cache.amazonaws.com`;
      return {
        primaryEndpointAddress: `master.${domain}`,
        readerEndpointAddress: `replica.${domain}`,
        clusterEnabled: false,
      };
    },
    secretOutputs: ["authToken"],
  },
  "aws:elasticache/subnetGroup:SubnetGroup": {
    name: {
      property: "name",
      maxLength: 255,
      pattern: /^[a-z][a-z0-9-]*$/,
      allowed: "lower-case letters, digits and dashes, starting with a letter",
      unique: "account",
    },
    arn: (planned) => `arn:aws:elasticache:${planned.region}:${planned.account}:subnetgroup:${planned.id}`,
    required: ["subnetIds"],
    check: checkSubnetGroup,
    heldBy: ["aws:elasticache/replicationGroup:ReplicationGroup"],
  },
};
