import type * as kubernetes from "@pulumi/kubernetes";

type PodSecurityContext = kubernetes.types.input.core.v1.PodSecurityContext;
type SecurityContext = kubernetes.types.input.core.v1.SecurityContext;

/** The user that our containers run as where their image does not insist on one. No image has a user of this id. */
export const defaultUserId = 10001;

/**
 * What the Pod Security Standard `restricted` asks of a pod
 * (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
 *
 * @param userId The user and group the containers run as, and that owns their volumes. Default: 10001.
 */
export const restrictedPod = (userId = defaultUserId): PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: userId,
  runAsGroup: userId,
  fsGroup: userId,
  fsGroupChangePolicy: "OnRootMismatch",
  seccompProfile: { type: "RuntimeDefault" },
});

/** The same for a container, which beyond the standard cannot write to its own file system. */
export const restrictedContainer: SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ["ALL"] },
};

/** What a pod can give up that has to run as its chart says, such as root that reads the logs of a node. */
export const unprivilegedPod: PodSecurityContext = { seccompProfile: { type: "RuntimeDefault" } };

/** The same for its containers. */
export const unprivilegedContainer: SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
};
