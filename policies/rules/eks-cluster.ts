import { Value } from "@aip/common/value.ts";
import type { Check, Subject } from "../rule.ts";

/** The resource, and the remote component of `@pulumi/eks` that makes one. */
export const eksClusterTypes = ["aws:eks/cluster:Cluster", "eks:index:Cluster"] as const;

/** A cluster's properties, wherever its type keeps them. */
export interface EksCluster {
  readonly publicAccess: Value;
  readonly privateAccess: Value;
  readonly publicCidrs: Value;
  readonly logTypes: Value;
  readonly secretsKey: Value;
  readonly encryptedKinds: Value;
  readonly authenticationMode: Value;
  readonly creatorIsAdmin: Value;
  readonly supportType: Value;
  readonly version: Value;
  readonly deletionProtection: Value;
}

/** Reads either type. A component without any input is one its provider made: its children say everything. */
export function eksCluster(subject: Subject, check: Pick<Check<unknown>, "notApplicable">): EksCluster {
  if (subject.type === "eks:index:Cluster") {
    if (subject.at().keys().length === 0) check.notApplicable("judged by its children");
    const secretsKey = subject.at("encryptionConfigKeyArn");
    return {
      publicAccess: subject.at("endpointPublicAccess"),
      privateAccess: subject.at("endpointPrivateAccess"),
      publicCidrs: subject.at("publicAccessCidrs"),
      logTypes: subject.at("enabledClusterLogTypes"),
      secretsKey,
      encryptedKinds: Value.of(["secrets"], "encryptionConfigKeyArn"),
      authenticationMode: subject.at("authenticationMode"),
      creatorIsAdmin: Value.of(undefined),
      supportType: subject.at("upgradePolicy", "supportType"),
      version: subject.at("version"),
      deletionProtection: subject.at("deletionProtection"),
    };
  }
  const network = subject.at("vpcConfig");
  const access = subject.at("accessConfig");
  return {
    publicAccess: network.at("endpointPublicAccess"),
    privateAccess: network.at("endpointPrivateAccess"),
    publicCidrs: network.at("publicAccessCidrs"),
    logTypes: subject.at("enabledClusterLogTypes"),
    secretsKey: subject.at("encryptionConfig", "provider", "keyArn"),
    encryptedKinds: subject.at("encryptionConfig", "resources"),
    authenticationMode: access.at("authenticationMode"),
    creatorIsAdmin: access.at("bootstrapClusterCreatorAdminPermissions"),
    supportType: subject.at("upgradePolicy", "supportType"),
    version: subject.at("version"),
    deletionProtection: subject.at("deletionProtection"),
  };
}
