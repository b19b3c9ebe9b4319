import type * as pulumi from "@pulumi/pulumi";
import { denyByPolicy } from "../kubernetes/admission-policy.ts";
import { teamNamespaces } from "../kubernetes/namespace.ts";
import { teamNamespace } from "./names.ts";

/** Domain below which each team has its hosts, by team, such as `vision.ai.example.com`. */
export type TeamDomains = Readonly<Record<string, string>>;

/** The hosts of a team: every name that is one label longer than its domain. */
export const hostsOf = (domain: string): string => `*.${domain}`;

/** A listener of the gateway for each team, which admits routes of its namespace for its own hosts alone. */
export const teamListeners = (domains: TeamDomains) =>
  Object.entries(domains).map(([team, domain]) => ({
    name: teamNamespace(team),
    protocol: "HTTPS",
    port: 443,
    hostname: hostsOf(domain),
    allowedRoutes: {
      kinds: [{ group: "gateway.networking.k8s.io", kind: "HTTPRoute" }],
      namespaces: {
        from: "Selector",
        selector: { matchLabels: { "kubernetes.io/metadata.name": teamNamespace(team) } },
      },
    },
  }));

/**
 * Refuses routes of teams for hosts that are not their own, before a controller sees them. The listeners say the same; but
 * a route without a host name would be a rule for all hosts where a controller does not add the listener's, and what writes
 * DNS records reads routes by itself. A host has one label more than the domain, because the certificate is for no other.
 */
export function refuseForeignHosts(
  name: string,
  domains: TeamDomains,
  options: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return denyByPolicy(
    name,
    {
      policyName: "hosts-of-teams",
      namespaces: teamNamespaces,
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["gateway.networking.k8s.io"],
              apiVersions: ["*"],
              operations: ["CREATE", "UPDATE"],
              resources: ["httproutes", "grpcroutes", "tlsroutes"],
            },
          ],
        },
        variables: [
          { name: "domains", expression: JSON.stringify(byNamespace(domains)) },
          {
            name: "domain",
            expression: 'request.namespace in variables.domains ? variables.domains[request.namespace] : ""',
          },
          {
            name: "hosts",
            expression: "has(object.spec.hostnames) ? object.spec.hostnames : []",
          },
        ],
        validations: [
          {
            expression: "variables.hosts.size() > 0",
            message: "spec.hostnames: a team's route names its hosts",
            reason: "Invalid",
          },
          {
            expression:
              'variables.hosts.all(host, host.endsWith("." + variables.domain) && ' +
              'host.split(".").size() == variables.domain.split(".").size() + 1)',
            messageExpression: '"spec.hostnames: allowed: names directly below " + variables.domain',
            reason: "Forbidden",
          },
        ],
      },
    },
    options,
  );
}

/** Sorted: the engine hands a program the keys of an object of the configuration in another order than its file has. */
const byNamespace = (domains: TeamDomains): Record<string, string> =>
  Object.fromEntries(
    Object.keys(domains)
      .toSorted()
      .map((team) => [teamNamespace(team), domains[team] as string]),
  );
