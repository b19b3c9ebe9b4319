/**
 * What the prices of usage are computed with: how much is stored, sent, logged and asked for in a month. They are
 * assumptions, of a small platform at work; the environment file replaces them under `platform:usage`.
 */
export interface BucketUsage {
  /** GB stored. */
  readonly GB: number;
  /** Thousands of PUT, COPY, POST and LIST requests a month. */
  readonly putThousands: number;
  /** Thousands of GET and other requests a month. */
  readonly getThousands: number;
}

export interface Usage {
  /** GB a month through all NAT gateways together. */
  readonly natGB: number;
  /** GB a month through all interface endpoints together. */
  readonly interfaceEndpointGB: number;
  /** GB a month from the VPC to the internet. */
  readonly internetGB: number;
  /** GB a month between zones. */
  readonly betweenZonesGB: number;
  /** Capacity units a load balancer needs, on average over the month. */
  readonly loadBalancerUnits: number;
  /** Of each bucket that `buckets` does not name. */
  readonly bucket: BucketUsage;
  /** By logical name of the bucket; what is left out is as in `bucket`. */
  readonly buckets: Readonly<Record<string, { readonly [K in keyof BucketUsage]?: number | undefined }>>;
  /** GB a month written to each log group that `logGroups` does not name. */
  readonly logGB: number;
  /** GB a month by logical name of the log group. */
  readonly logGroups: Readonly<Record<string, number>>;
  /** GB a month that each flow log delivers to S3. */
  readonly flowLogGB: number;
  /** Thousands of requests a month to each KMS key. */
  readonly kmsThousands: number;
  /** Thousands of calls a month to each secret. */
  readonly secretThousands: number;
  /** GB in each image repository. */
  readonly repositoryGB: number;
  /** GB in each shared file system whose size is not fixed. */
  readonly fileSystemGB: number;
  /** GB in each backup vault. */
  readonly backupGB: number;
  /** Of each DynamoDB table on demand. */
  readonly table: {
    readonly GB: number;
    readonly readMillions: number;
    readonly writeMillions: number;
  };
  /** GB in each Aurora cluster, and its millions of I/O requests a month. */
  readonly aurora: { readonly GB: number; readonly ioMillions: number };
  /** Hundred thousands of data events CloudTrail records a month, where it records any. */
  readonly trailDataEvents100k: number;
  /** Configuration items AWS Config records a month, and evaluations of its rules. */
  readonly config: { readonly items: number; readonly evaluations: number };
  /** What GuardDuty analyses a month: millions of CloudTrail events, and GB of flow and DNS logs. */
  readonly guardDuty: { readonly eventMillions: number; readonly logGB: number };
  /** Millions of requests a month to each web ACL. */
  readonly wafMillions: number;
  /** Millions of DNS queries a month to each hosted zone. */
  readonly dnsMillions: number;
  /** Millions of requests a month to each queue, topic, bus and function. */
  readonly messageMillions: number;
  /** TB a month scanned by Redshift Spectrum, of each cluster. */
  readonly spectrumTB: number;
  /** Managed storage of each Redshift warehouse, GB. */
  readonly warehouseGB: number;
  /** Part of a Karpenter pool's limits that is in use on average, 0 to 1, of each pool that `nodePools` does not name. */
  readonly nodePoolShare: number;
  /** By the pool's Kubernetes name. */
  readonly nodePools: Readonly<Record<string, number>>;
  /** What spot capacity is expected to save, 0 to 1; the maximum is always computed with the price on demand. */
  readonly spotDiscount: number;
  /**
   * Region whose prices replace figures that the environment's own region lacks, marked grade C. Absent: a figure that
   * is not known stays unknown.
   */
  readonly assumeRegion?: string | undefined;
}

export const usageDefaults: Usage = {
  natGB: 300,
  interfaceEndpointGB: 200,
  internetGB: 200,
  betweenZonesGB: 500,
  loadBalancerUnits: 1,
  bucket: { GB: 100, putThousands: 100, getThousands: 1000 },
  buckets: {},
  logGB: 5,
  logGroups: {},
  flowLogGB: 50,
  kmsThousands: 100,
  secretThousands: 10,
  repositoryGB: 20,
  fileSystemGB: 100,
  backupGB: 100,
  table: { GB: 10, readMillions: 10, writeMillions: 5 },
  aurora: { GB: 100, ioMillions: 50 },
  trailDataEvents100k: 20,
  config: { items: 3000, evaluations: 10_000 },
  guardDuty: { eventMillions: 5, logGB: 50 },
  wafMillions: 10,
  dnsMillions: 10,
  messageMillions: 5,
  spectrumTB: 0,
  warehouseGB: 500,
  nodePoolShare: 0.2,
  nodePools: {},
  spotDiscount: 0.6,
};
