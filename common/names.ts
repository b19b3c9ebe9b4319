/** Names that are derived from an environment's, and what AWS allows for them. */

/** Name of what an account has once for each environment: cluster, trail, analyzer. */
export const platformName = (environment: string): string => `ai-platform-${environment}`;

/**
 * What the name of a bucket begins with; the provider adds a dash, if there is room, and 26 hexadecimal digits.
 *
 * @param namePrefix What comes before the environment's name. Default: `aip-`.
 */
export const bucketPrefix = (environment: string, name: string, namePrefix = "aip-"): string =>
  `${namePrefix}${environment}-${name}`;

/** Identifier of a database instance. */
export const databaseIdentifier = (environment: string, name: string): string =>
  `${platformName(environment)}-${name}`;

/** What is a team's own is below this: in buckets, in Secrets Manager and among the repositories of images. */
export const teamPath = (team: string): string => `teams/${team}`;

/** Name of a repository of images. */
export const repositoryName = (environment: string, image: string): string =>
  `${platformName(environment)}/${image}`;

/** Name of the private DNS zone where nothing else is said. */
export const privateZoneName = (environment: string, domain: string): string =>
  `${environment}.internal.${domain}`;

/** How long a name may be, with the source. */
export const nameLimits = {
  /** 63 characters, of which the provider adds 26 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html). */
  bucketPrefix: 37,
  /** https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCluster.html */
  cluster: 100,
  /** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html */
  databaseIdentifier: 63,
  /** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
  repository: 256,
  /** https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html */
  trail: 128,
  /** https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html */
  analyzer: 255,
  /** Without the last dot, as RFC 1035 and https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html count it. */
  zone: 253,
} as const;
