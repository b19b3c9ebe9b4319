import { usageDefaults } from "@aip/pricing/usage/usage.ts";
import { z } from "zod";
import { region } from "./common.ts";

const amount = z.number().min(0, "expected 0 or more");
const share = z.number().min(0, "expected 0 to 1").max(1, "expected 0 to 1");

const bucket = z.strictObject({
  /** GB stored. */
  GB: amount,
  /** Thousands of PUT, COPY, POST and LIST requests a month. */
  putThousands: amount,
  /** Thousands of GET and other requests a month. */
  getThousands: amount,
});

const defaults = usageDefaults;

/**
 * What prices of usage are computed with. The defaults, of a small platform at work, are in
 * `pricing/usage/usage.ts`; they are assumptions, and the first thing to replace with what a bill shows.
 */
export const usage = z.strictObject({
  /** GB a month through all NAT gateways together. */
  natGB: amount.default(defaults.natGB),
  /** GB a month through all interface endpoints together. */
  interfaceEndpointGB: amount.default(defaults.interfaceEndpointGB),
  /** GB a month from the VPC to the internet. */
  internetGB: amount.default(defaults.internetGB),
  /** GB a month between zones. */
  betweenZonesGB: amount.default(defaults.betweenZonesGB),
  /** Capacity units a load balancer needs, on average over the month. */
  loadBalancerUnits: amount.default(defaults.loadBalancerUnits),
  /** Of each bucket that `buckets` does not name. */
  bucket: bucket.default(defaults.bucket),
  /** By logical name of the bucket; what is left out is as in `bucket`. */
  buckets: z.record(z.string(), bucket.partial()).default({}),
  /** GB a month written to each log group that `logGroups` does not name. */
  logGB: amount.default(defaults.logGB),
  /** GB a month by logical name of the log group. */
  logGroups: z.record(z.string(), amount).default({}),
  /** GB a month that each flow log delivers to S3. */
  flowLogGB: amount.default(defaults.flowLogGB),
  /** Thousands of requests a month to each KMS key. */
  kmsThousands: amount.default(defaults.kmsThousands),
  /** Thousands of calls a month to each secret. */
  secretThousands: amount.default(defaults.secretThousands),
  /** GB in each image repository. */
  repositoryGB: amount.default(defaults.repositoryGB),
  /** GB in each shared file system whose size is not fixed. */
  fileSystemGB: amount.default(defaults.fileSystemGB),
  /** GB in each backup vault. */
  backupGB: amount.default(defaults.backupGB),
  /** Of each DynamoDB table: GB, and millions of reads and writes a month where it is billed on demand. */
  table: z
    .strictObject({
      /** GB stored. */
      GB: amount,
      /** Millions of reads a month. */
      readMillions: amount,
      /** Millions of writes a month. */
      writeMillions: amount,
    })
    .default(defaults.table),
  /** Of each Aurora cluster: GB, and millions of I/O requests a month. */
  aurora: z
    .strictObject({
      /** GB stored. */
      GB: amount,
      /** Millions of I/O requests a month. */
      ioMillions: amount,
    })
    .default(defaults.aurora),
  /** Hundred thousands of data events a month, of each trail that records them. */
  trailDataEvents100k: amount.default(defaults.trailDataEvents100k),
  /** Configuration items and rule evaluations a month of AWS Config. */
  config: z
    .strictObject({
      /** Configuration items recorded a month. */
      items: amount,
      /** Rule evaluations a month. */
      evaluations: amount,
    })
    .default(defaults.config),
  /** What GuardDuty analyses a month: millions of CloudTrail events, and GB of flow and DNS logs. */
  guardDuty: z
    .strictObject({
      /** Millions of CloudTrail events a month. */
      eventMillions: amount,
      /** GB of flow and DNS logs a month. */
      logGB: amount,
    })
    .default(defaults.guardDuty),
  /** Millions of requests a month to each web ACL. */
  wafMillions: amount.default(defaults.wafMillions),
  /** Millions of DNS queries a month to each hosted zone. */
  dnsMillions: amount.default(defaults.dnsMillions),
  /** Millions of requests a month to each queue, topic, bus and function. */
  messageMillions: amount.default(defaults.messageMillions),
  /** TB a month scanned by Redshift Spectrum, of each warehouse. */
  spectrumTB: amount.default(defaults.spectrumTB),
  /** GB of managed storage of each Redshift warehouse. */
  warehouseGB: amount.default(defaults.warehouseGB),
  /** Part of a Karpenter pool's limits in use on average, 0 to 1, of each pool that `nodePools` does not name. */
  nodePoolShare: share.default(defaults.nodePoolShare),
  /** By the pool's Kubernetes name. */
  nodePools: z.record(z.string(), share).default({}),
  /** What spot capacity is expected to save, 0 to 1. The maximum is always computed with the price on demand. */
  spotDiscount: share.default(defaults.spotDiscount),
  /**
   * Region whose prices replace figures that the environment's own lacks; they are marked as not exact. Default:
   * none, and a figure that is not known stays unknown.
   */
  assumeRegion: region.optional(),
});
