import type { Rule } from "../../rule.ts";
import { budgetsAlertPresent } from "./budgets-alert-present.ts";
import { cloudwatchLogRetentionBounded } from "./cloudwatch-log-retention-bounded.ts";
import { costEnvironmentBudget } from "./cost-environment-budget.ts";
import { costIncreaseBounded } from "./cost-increase-bounded.ts";
import { costLayerBudget } from "./cost-layer-budget.ts";
import { costPriceKnown } from "./cost-price-known.ts";
import { costResourceCeiling } from "./cost-resource-ceiling.ts";
import { ebsGp3Preferred } from "./ebs-gp3-preferred.ts";
import { ebsVolumeAttached } from "./ebs-volume-attached.ts";
import { ec2AcceleratorsBounded } from "./ec2-accelerators-bounded.ts";
import { ec2CurrentGeneration } from "./ec2-current-generation.ts";
import { ec2EipAttached } from "./ec2-eip-attached.ts";
import { ec2GatewayEndpointForS3 } from "./ec2-gateway-endpoint-for-s3.ts";
import { ec2InstanceFamilyAllowed } from "./ec2-instance-family-allowed.ts";
import { ec2NatSharedInDevelopment } from "./ec2-nat-shared-in-development.ts";
import { eksVersionExpiring } from "./eks-version-expiring.ts";
import { eksVersionSupported } from "./eks-version-supported.ts";
import { karpenterPoolConsolidates } from "./karpenter-pool-consolidates.ts";
import { karpenterPoolLimited } from "./karpenter-pool-limited.ts";
import { kubernetesLoadBalancersShared } from "./kubernetes-load-balancers-shared.ts";
import { lbListenerPresent } from "./lb-listener-present.ts";
import { rdsSingleZoneInDevelopment } from "./rds-single-zone-in-development.ts";
import { s3LargeBucketLifecycle } from "./s3-large-bucket-lifecycle.ts";

/** The rules about money. */
export const costRules: readonly Rule[] = [
  budgetsAlertPresent,
  cloudwatchLogRetentionBounded,
  costEnvironmentBudget,
  costIncreaseBounded,
  costLayerBudget,
  costPriceKnown,
  costResourceCeiling,
  ebsGp3Preferred,
  ebsVolumeAttached,
  ec2AcceleratorsBounded,
  ec2CurrentGeneration,
  ec2EipAttached,
  ec2GatewayEndpointForS3,
  ec2InstanceFamilyAllowed,
  ec2NatSharedInDevelopment,
  eksVersionExpiring,
  eksVersionSupported,
  karpenterPoolConsolidates,
  karpenterPoolLimited,
  kubernetesLoadBalancersShared,
  lbListenerPresent,
  rdsSingleZoneInDevelopment,
  s3LargeBucketLifecycle,
];
