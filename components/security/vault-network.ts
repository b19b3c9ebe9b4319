import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { platformNamespaces, teamNamespaces } from "../kubernetes/namespace.ts";
import { egressRules, ingressRules, podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";

const api = 8200;
const raft = 8201;
const injector = 8080;

/**
 * Who talks to whom around Vault: the pods of the platform and of teams and the load balancer to the servers, the API server to the
 * injector, the servers to each other, to KMS and to the API server that checks service account tokens.
 */
export function vaultTraffic(
  name: string,
  namespace: pulumi.Input<string>,
  vpcCidr: pulumi.Input<string>,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: "TCP", port }));
  const clients = [platformNamespaces, teamNamespaces].map((namespaceSelector) => ({ namespaceSelector }));
  const ownPods = { podSelector: {} };
  return new kubernetes.networking.v1.NetworkPolicy(
    name,
    {
      metadata: { name: "vault", namespace },
      spec: {
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        ingress: [
          { from: clients, ports: tcp(api) },
          { from: [ownPods], ports: tcp(api, raft) },
          ...ingressRules([{ peers: [{ cidr: vpcCidr }], ports: [api, injector] }]),
        ],
        egress: [{ to: [ownPods], ports: tcp(api, raft) }, ...egressRules([podIdentityAgent, publicHttps])],
      },
    },
    options,
  );
}
