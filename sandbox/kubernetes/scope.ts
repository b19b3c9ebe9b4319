/** Kinds outside of namespaces: Kubernetes' own, and those of the operators the platform installs. */
const clusterScoped = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  // Karpenter
  "EC2NodeClass",
  "NodeClaim",
  "NodePool",
  // Gateway API, external-snapshotter
  "GatewayClass",
  "VolumeSnapshotClass",
  "VolumeSnapshotContent",
  // External Secrets, cert-manager, Kyverno, Kueue
  "ClusterExternalSecret",
  "ClusterSecretStore",
  "ClusterIssuer",
  "ClusterPolicy",
  "ClusterCleanupPolicy",
  "ClusterQueue",
  "Cohort",
  "ResourceFlavor",
  "Topology",
  "WorkloadPriorityClass",
  // KServe, NVIDIA GPU operator
  "ClusterServingRuntime",
  "ClusterPolicyConfig",
  "NVIDIADriver",
]);

/** Namespaces every cluster has. */
const builtIn = new Set(["default", "kube-node-lease", "kube-public", "kube-system"]);

export const isClusterScoped = (kind: string): boolean => clusterScoped.has(kind);

export const isBuiltInNamespace = (name: string): boolean => builtIn.has(name);
