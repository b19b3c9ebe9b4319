import type { Rule } from "../../rule.ts";
import { ec2GroupsSpanZones } from "./ec2-groups-span-zones.ts";
import { eksNodesRolledGently } from "./eks-nodes-rolled-gently.ts";
import { elasticacheMultiZone } from "./elasticache-multi-zone.ts";
import { lbSpansZones } from "./lb-spans-zones.ts";
import { opensearchNodesRedundant } from "./opensearch-nodes-redundant.ts";
import { rdsMinorUpgrades } from "./rds-minor-upgrades.ts";
import { rdsMultiZone } from "./rds-multi-zone.ts";
import { sqsDeadLettersKept } from "./sqs-dead-letters-kept.ts";

export const reliabilityRules: readonly Rule[] = [
  ec2GroupsSpanZones,
  eksNodesRolledGently,
  elasticacheMultiZone,
  lbSpansZones,
  opensearchNodesRedundant,
  rdsMinorUpgrades,
  rdsMultiZone,
  sqsDeadLettersKept,
];
