import type * as pulumi from "@pulumi/pulumi";
import { denyByPolicy } from "../kubernetes/admission-policy.ts";
import { teamNamespaces } from "../kubernetes/namespace.ts";

const group = "monitoring.coreos.com";
const files = ["caFile", "certFile", "keyFile"];

/**
 * Has the monitors of teams read their own pods, with nothing of Prometheus' own: a monitor may name files of Prometheus'
 * pod, whose token would then be sent to whatever the team runs, and pods of other namespaces. Targets that are no pods
 * are refused as a whole, because Prometheus may go to every pod.
 */
export function boundTeamMonitors(name: string, options: pulumi.CustomResourceOptions): void {
  denyByPolicy(
    name,
    {
      policyName: "monitors-of-teams",
      namespaces: teamNamespaces,
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: [group],
              apiVersions: ["*"],
              operations: ["CREATE", "UPDATE"],
              resources: ["servicemonitors", "podmonitors", "probes", "scrapeconfigs"],
            },
          ],
        },
        variables: [
          {
            name: "endpoints",
            expression:
              'object.kind == "ServiceMonitor" ? object.spec.endpoints : ' +
              "(has(object.spec.podMetricsEndpoints) ? object.spec.podMetricsEndpoints : [])",
          },
        ],
        validations: [
          {
            expression: 'object.kind in ["ServiceMonitor", "PodMonitor"]',
            message: "teams have ServiceMonitors and PodMonitors, and no other targets",
            reason: "Forbidden",
          },
          {
            expression: "!has(object.spec.namespaceSelector)",
            message: "spec.namespaceSelector: a team's monitor reads its own namespace",
            reason: "Forbidden",
          },
          {
            expression: `variables.endpoints.all(endpoint, !has(endpoint.bearerTokenFile) && (!has(endpoint.tlsConfig) || (${files
              .map((file) => `!has(endpoint.tlsConfig.${file})`)
              .join(" && ")})))`,
            message: `a team's monitor names no files: bearerTokenFile, tlsConfig.${files.join(", tlsConfig.")}`,
            reason: "Forbidden",
          },
        ],
      },
    },
    options,
  );
}
