import { domainFormat, domainListFormat } from "@aip/common/formats.ts";
import { interfaceEndpointNames } from "@aip/facts/interface-endpoints.ts";
import { z } from "zod";
import { cidr, dnsName, logRetentionDays, region, text } from "./common.ts";

const zoneName = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d[a-f]$/, "expected an availability zone such as us-east-1a");
const id = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}-[0-9a-f]{8,17}$`), `expected an id such as ${prefix}-0123456789abcdef0`);
const subnets = z.record(zoneName, id("subnet"));
const zoneCount = z.int().min(2, "expected 2 to 6 zones").max(6, "expected 2 to 6 zones");

/** A VPC that exists already. Nothing in it is changed but what is named here. */
const existing = z.strictObject({
  /** Id of the VPC. */
  vpcId: id("vpc"),
  /** Subnets by zone. */
  publicSubnetIds: subnets.default({}),
  /** Subnets by zone of nodes, load balancers and endpoints; their way out has to be there. */
  privateSubnetIds: subnets,
  /** Subnets by zone of databases. */
  databaseSubnetIds: subnets,
  /** Default: pods share the private subnets. */
  podSubnetIds: subnets.default({}),
  /**
   * IPv4 addresses of the interface endpoints that the VPC has already. Pods of teams, to which the rest of the VPC is closed
   * for HTTPS, reach AWS through these. Default: none.
   */
  endpointAddresses: z.array(z.ipv4("expected an IPv4 address such as 10.0.0.10")).default([]),
  /** Tables that get the free S3 and DynamoDB endpoints. Default: none, and the VPC keeps those it has. */
  routeTableIds: z.array(id("rtb")).default([]),
});

/** The layer's keys for names and the queries for them. */
const dns = z.strictObject({
  /** Id of a public zone of the domain that exists already. Default: one is created where access is `gateway`. */
  publicZoneId: z
    .string()
    .regex(/^Z[0-9A-Z]+$/, "expected a hosted zone id (Z…)")
    .optional(),
  /** Whether answers of the public zone are signed; the parent domain then needs a DS record. Default: false. */
  dnssec: z.boolean().default(false),
  /** Name of the private zone. Default: `<environment>.internal.<domain>`. */
  privateZoneName: dnsName.optional(),
  /** Whether every name the VPC asks for is logged. About 0.25 USD for each GB. Default: true. */
  queryLogs: z.boolean().default(true),
  /** Which names resolve. Default: all. 0.60 USD for a million queries. */
  firewall: z
    .strictObject({
      /** Domains that resolve although a list below blocks them. Default: none. */
      allowedDomains: z.array(text(domainFormat)).default([]),
      /** Domains that do not resolve. Default: none. */
      blockedDomains: z.array(text(domainFormat)).default([]),
      /** Lists that AWS keeps, as name and id in this region: `aws route53resolver list-firewall-domain-lists`. */
      managedListIds: z.record(z.string(), text(domainListFormat)).default({}),
      /** Whether nothing but the allowed domains resolves. Default: false. */
      allowedOnly: z.boolean().default(false),
      /** Whether lookups are only logged, not refused. Default: false. */
      alertOnly: z.boolean().default(false),
    })
    .optional(),
});

/** The network layer. */
export const network = z.strictObject({
  /** Addresses of the VPC, /16 to /22. A range that is too small is answered with the smallest that fits. */
  vpcCidr: cidr,
  /** How many availability zones the VPC spans, 2 to 6. Default: 3. */
  zones: zoneCount.default(3),
  /** Names of the zones, where an account's differ or some lack an instance type. Default: the region's first. */
  zoneNames: z.array(zoneName).optional(),
  /** NAT gateways: `none` (endpoints only), `single`, or one `perZone`. About 37 USD a month each, plus traffic. */
  nat: z.enum(["none", "single", "perZone"]).default("perZone"),
  /** Whether subnets but those of pods also have IPv6, with a way out that costs nothing and none in. Default: false. */
  ipv6: z.boolean().default(false),
  /**
   * Ranges of the pods within 100.64.0.0/10, /16 to /19, at most four; add one when pods run out of addresses. None:
   * pods share the private subnets. Default: 100.64.0.0/16, which is 8,187 addresses a zone.
   */
  podCidrs: z.array(cidr).default(["100.64.0.0/16"]),
  /** Addresses that each private subnet must have for nodes, load balancers and endpoints. Default: 50. */
  privateAddressesPerZone: z.int().min(1, "expected at least 1").default(50),
  /** Private ways to AWS services besides S3 and DynamoDB, which are free and always there. */
  interfaceEndpoints: z
    .strictObject({
      /**
       * `none`; `sensitive` (4 endpoints: secrets, keys, identities); `private` (16: all that a cluster without NAT
       * needs). 7.30 USD a month for each endpoint in each zone. Default: none.
       */
      profile: z.enum(["none", "sensitive", "private"]).default("none"),
      /** Further services, with what each is for in `facts/interface-endpoints.ts`. */
      services: z.array(z.enum(interfaceEndpointNames)).default([]),
    })
    .prefault({}),
  /** Flow logs and query logs. */
  logs: z
    .strictObject({
      /** `s3`: Parquet, 0.28 USD for each GB; `cloudwatch`: searchable at once, 0.50 USD. Default: s3. */
      destination: z.enum(["s3", "cloudwatch"]).default("s3"),
      /** Days until a log is deleted, one of the retentions of CloudWatch Logs. Default: 90. */
      retentionDays: logRetentionDays.default(90),
      /** `REJECT` logs refused connections alone. Default: ALL. */
      traffic: z.enum(["ALL", "REJECT"]).default("ALL"),
    })
    .prefault({}),
  dns: dns.prefault({}),
  /** A VPC to use instead of creating one. `vpcCidr` and `podCidrs` then state its ranges. */
  existing: existing.optional(),
  /** Transit Gateway that the VPC is attached to. 36.50 USD a month, and 0.02 USD for each GB. */
  transitGateway: z
    .strictObject({
      /** Id of the Transit Gateway, shared with this account. */
      id: id("tgw"),
      /** Ranges that are reached through it. */
      routedCidrs: z.array(cidr).min(1, "expected at least one range"),
    })
    .optional(),
  /** VPCs to peer with, by a name of yours. Traffic between zones costs 0.01 USD for each GB on both sides. */
  peerings: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, "expected lower-case letters, digits and dashes"),
      z.strictObject({
        /** Id of the other VPC. */
        vpcId: id("vpc"),
        /** Addresses of the other VPC; they may not overlap with those of this one. */
        cidr,
        /** Account of the other VPC, which then has to accept. Default: this one. */
        accountId: z
          .string()
          .regex(/^\d{12}$/, "expected a 12-digit AWS account id")
          .optional(),
        /** Region of the other VPC, which then has to accept. Default: this one. */
        region: region.optional(),
      }),
    )
    .default({}),
  /** A second region with a network of its own, ready for recovery. Without NAT it costs close to nothing idle. */
  recovery: z
    .strictObject({
      /** The second region. */
      region,
      /** Addresses of the VPC there; they may not overlap with those of the first. */
      vpcCidr: cidr,
      /** How many availability zones it spans, 2 to 6. Default: 3. */
      zones: zoneCount.default(3),
      /** NAT gateways there, as in `network.nat`. Default: none. */
      nat: z.enum(["none", "single", "perZone"]).default("none"),
    })
    .optional(),
});
