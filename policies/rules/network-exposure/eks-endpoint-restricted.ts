import { cisEks, fsbp, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { eksCluster, eksClusterTypes } from "../eks-cluster.ts";
import { isInternet } from "../ip-range.ts";

export const eksEndpointRestricted = resourceRule({
  name: "eks-endpoint-restricted",
  family: "network-exposure",
  title: "The Kubernetes API is private, or public to listed addresses only",
  reasoning: "The API is the cluster. Open to the internet, one leaked token is enough from anywhere.",
  severity: "critical",
  frameworks: [...fsbp("EKS.1"), ...cisEks("5.4.1", "5.4.2"), ...pci("1.2.8", "1.3.1", "1.3.2")],
  enforcement: "mandatory",
  remediation: [
    "Set endpointPublicAccess to false, or list addresses in publicAccessCidrs, with endpointPrivateAccess true.",
  ],
  url: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  types: eksClusterTypes,
  check(view, check) {
    const { publicAccess, privateAccess, publicCidrs } = eksCluster(view, check);
    // Public and open to everybody is what a cluster is unless set otherwise.
    if (publicAccess.flag() === false) return;
    const cidrs = publicCidrs.texts();
    if (cidrs.length === 0 || cidrs.some(isInternet))
      check.fail("The API endpoint is open to the whole internet.");
    if (privateAccess.flag() !== true) {
      check.fail("endpointPrivateAccess is not true: nodes reach the API through the internet.");
    }
  },
});
