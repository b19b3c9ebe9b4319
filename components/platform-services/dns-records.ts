import * as pulumi from "@pulumi/pulumi";
import type { Statement } from "../iam/policy.ts";
import { onSystemNodes } from "../kubernetes/placement.ts";
import { type ControllerContext, resources } from "./context.ts";
import { Controller } from "./controller.ts";

export interface DnsRecordsArgs {
  readonly context: ControllerContext;
  /** The domain whose names may be written. */
  readonly domain: string;
  /** Hosted zones of the domain that records go to. At least one. */
  readonly zoneIds: readonly pulumi.Input<string>[];
  /** What brings the types of the Gateway API, which ExternalDNS watches. */
  readonly gateways: pulumi.Resource;
}

const serviceAccount = "external-dns";

/**
 * DNS records for what the gateways serve, by ExternalDNS. It writes to the given zones only, and changes no record that
 * does not carry its own text record with the cluster's name. Costs nothing.
 */
export const dnsRecords = (name: string, args: DnsRecordsArgs, parent: pulumi.Resource): Controller =>
  new Controller(
    name,
    {
      context: args.context,
      chart: "external-dns",
      namespace: "external-dns",
      releaseName: "external-dns",
      values: dnsRecordsValues(args),
      identity: { serviceAccount, statements: dnsStatements(args.zoneIds) },
      metricsPorts: [7979],
    },
    { parent, dependsOn: args.gateways },
  );

/** Values of the chart external-dns. */
export function dnsRecordsValues(
  args: Pick<DnsRecordsArgs, "context" | "domain" | "zoneIds">,
): Record<string, unknown> {
  return {
    ...onSystemNodes,
    provider: { name: "aws" },
    serviceAccount: { create: true, name: serviceAccount },
    resources: resources("50m", "128Mi"),
    // Not Services: by an annotation of one, a team could claim any name. Its routes are bound to its own.
    sources: ["gateway-httproute"],
    domainFilters: [args.domain],
    // Records of what is gone are removed too, but only those whose text record names this cluster.
    policy: "sync",
    registry: "txt",
    txtOwnerId: args.context.clusterName,
    txtPrefix: "_owner.",
    env: [{ name: "AWS_DEFAULT_REGION", value: args.context.region }],
    extraArgs: [
      ...args.zoneIds.map((id) => pulumi.interpolate`--zone-id-filter=${id}`),
      "--aws-zones-cache-duration=1h",
    ],
  };
}

const dnsStatements = (zoneIds: DnsRecordsArgs["zoneIds"]): Statement[] => [
  {
    sid: "WriteRecords",
    actions: [
      "route53:ChangeResourceRecordSets",
      "route53:ListResourceRecordSets",
      "route53:ListTagsForResources",
    ],
    resources: zoneIds.map((id) => pulumi.interpolate`arn:*:route53:::hostedzone/${id}`),
  },
  { sid: "FindZones", actions: ["route53:ListHostedZones"], resources: ["*"] },
];
