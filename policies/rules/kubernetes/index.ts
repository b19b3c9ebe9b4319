import type { Rule } from "../../rule.ts";
import { ecrImagesExpire } from "./ecr-images-expire.ts";
import { ecrImagesScanned } from "./ecr-images-scanned.ts";
import { ecrTagsImmutable } from "./ecr-tags-immutable.ts";
import { kubernetesCapabilitiesDropped } from "./kubernetes-capabilities-dropped.ts";
import { kubernetesDashboardNotPublic } from "./kubernetes-dashboard-not-public.ts";
import { kubernetesDedicatedAccount } from "./kubernetes-dedicated-account.ts";
import { kubernetesDisruptionBudget } from "./kubernetes-disruption-budget.ts";
import { kubernetesGatewayGuarded } from "./kubernetes-gateway-guarded.ts";
import { kubernetesGpuLimited } from "./kubernetes-gpu-limited.ts";
import { kubernetesImageDigest } from "./kubernetes-image-digest.ts";
import { kubernetesImagePinned } from "./kubernetes-image-pinned.ts";
import { kubernetesImageRegistry } from "./kubernetes-image-registry.ts";
import { kubernetesIngressTls } from "./kubernetes-ingress-tls.ts";
import { kubernetesNamespacePodSecurity } from "./kubernetes-namespace-pod-security.ts";
import { kubernetesNamespaceQuota } from "./kubernetes-namespace-quota.ts";
import { kubernetesNetworkDenied } from "./kubernetes-network-denied.ts";
import { kubernetesNoHostNamespaces } from "./kubernetes-no-host-namespaces.ts";
import { kubernetesNoHostPaths } from "./kubernetes-no-host-paths.ts";
import { kubernetesNoPlainSecrets } from "./kubernetes-no-plain-secrets.ts";
import { kubernetesNoPrivilegeEscalation } from "./kubernetes-no-privilege-escalation.ts";
import { kubernetesNonRoot } from "./kubernetes-non-root.ts";
import { kubernetesNotDefaultNamespace } from "./kubernetes-not-default-namespace.ts";
import { kubernetesNotPrivileged } from "./kubernetes-not-privileged.ts";
import { kubernetesPodHardened } from "./kubernetes-pod-hardened.ts";
import { kubernetesProbesSet } from "./kubernetes-probes-set.ts";
import { kubernetesRbacNoClusterAdmin } from "./kubernetes-rbac-no-cluster-admin.ts";
import { kubernetesRbacNoEscalation } from "./kubernetes-rbac-no-escalation.ts";
import { kubernetesRbacNoWildcards } from "./kubernetes-rbac-no-wildcards.ts";
import { kubernetesRbacSecretsMinimised } from "./kubernetes-rbac-secrets-minimised.ts";
import { kubernetesReplicasSpread } from "./kubernetes-replicas-spread.ts";
import { kubernetesResourcesSet } from "./kubernetes-resources-set.ts";
import { kubernetesRootReadOnly } from "./kubernetes-root-read-only.ts";
import { kubernetesSeccomp } from "./kubernetes-seccomp.ts";
import { kubernetesSecretsMounted } from "./kubernetes-secrets-mounted.ts";
import { kubernetesServiceInternal } from "./kubernetes-service-internal.ts";

export const kubernetesRules: readonly Rule[] = [
  ecrImagesExpire,
  ecrImagesScanned,
  ecrTagsImmutable,
  kubernetesCapabilitiesDropped,
  kubernetesDashboardNotPublic,
  kubernetesDedicatedAccount,
  kubernetesDisruptionBudget,
  kubernetesGatewayGuarded,
  kubernetesGpuLimited,
  kubernetesImageDigest,
  kubernetesImagePinned,
  kubernetesImageRegistry,
  kubernetesIngressTls,
  kubernetesNamespacePodSecurity,
  kubernetesNamespaceQuota,
  kubernetesNetworkDenied,
  kubernetesNoHostNamespaces,
  kubernetesNoHostPaths,
  kubernetesNoPlainSecrets,
  kubernetesNoPrivilegeEscalation,
  kubernetesNonRoot,
  kubernetesNotDefaultNamespace,
  kubernetesNotPrivileged,
  kubernetesPodHardened,
  kubernetesProbesSet,
  kubernetesRbacNoClusterAdmin,
  kubernetesRbacNoEscalation,
  kubernetesRbacNoWildcards,
  kubernetesRbacSecretsMinimised,
  kubernetesReplicasSpread,
  kubernetesResourcesSet,
  kubernetesRootReadOnly,
  kubernetesSeccomp,
  kubernetesSecretsMounted,
  kubernetesServiceInternal,
];
