import { cisEks, fsbp, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { eksCluster, eksClusterTypes } from "../eks-cluster.ts";

export const eksSecretsEncrypted = resourceRule({
  name: "eks-secrets-encrypted",
  family: "encryption",
  title: "Kubernetes secrets are encrypted with a customer-managed key",
  reasoning:
    "Envelope encryption with a key of one's own makes every decryption of the cluster's secrets visible and revocable.",
  severity: "high",
  frameworks: [...fsbp("EKS.3"), ...cisEks("5.3.1"), ...pci("3.5.1"), ...hipaa("164.312(a)(2)(iv)")],
  enforcement: "mandatory",
  remediation: [
    'Name a key: encryptionConfig with resources ["secrets"] (aws.eks.Cluster), encryptionConfigKeyArn (eks.Cluster).',
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/envelope-encryption.html",
  types: eksClusterTypes,
  check(view, check) {
    const { secretsKey, encryptedKinds } = eksCluster(view, check);
    if (!secretsKey.isSet) return check.fail("No key encrypts the cluster's secrets.");
    if (!encryptedKinds.texts().includes("secrets")) {
      check.fail('encryptionConfig.resources does not hold "secrets".');
    }
  },
});
