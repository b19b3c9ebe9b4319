import { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { Check } from "../rule.ts";

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
export function eksCluster(view: ResourceView, check: Pick<Check<unknown>, "notApplicable">): EksCluster {
  if (view.type === "eks:index:Cluster") {
    if (view.at().keys().length === 0) check.notApplicable("judged by its children");
    const secretsKey = view.at("encryptionConfigKeyArn");
    return {
      publicAccess: view.at("endpointPublicAccess"),
      privateAccess: view.at("endpointPrivateAccess"),
      publicCidrs: view.at("publicAccessCidrs"),
      logTypes: view.at("enabledClusterLogTypes"),
      secretsKey,
      encryptedKinds: Value.of(["secrets"], "encryptionConfigKeyArn"),
      authenticationMode: view.at("authenticationMode"),
      creatorIsAdmin: Value.of(undefined),
      supportType: view.at("upgradePolicy", "supportType"),
      version: view.at("version"),
      deletionProtection: view.at("deletionProtection"),
    };
  }
  const network = view.at("vpcConfig");
  const access = view.at("accessConfig");
  return {
    publicAccess: network.at("endpointPublicAccess"),
    privateAccess: network.at("endpointPrivateAccess"),
    publicCidrs: network.at("publicAccessCidrs"),
    logTypes: view.at("enabledClusterLogTypes"),
    secretsKey: view.at("encryptionConfig", "provider", "keyArn"),
    encryptedKinds: view.at("encryptionConfig", "resources"),
    authenticationMode: access.at("authenticationMode"),
    creatorIsAdmin: access.at("bootstrapClusterCreatorAdminPermissions"),
    supportType: view.at("upgradePolicy", "supportType"),
    version: view.at("version"),
    deletionProtection: view.at("deletionProtection"),
  };
}
