/**
 * Sizes of the machines that RDS runs PostgreSQL on and ElastiCache runs Valkey on, by family. A class that is not here
 * is refused until it has been read.
 */
const sizes = (table: Readonly<Record<string, string>>, service: "db" | "cache"): readonly string[] =>
  Object.entries(table).flatMap(([family, names]) =>
    names.split(" ").map((size) => `${service}.${family}.${size}`),
  );

const upTo16 = "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge";
const upTo24 = `${upTo16} 24xlarge`;
const upTo32 = `${upTo24} 32xlarge`;
const upTo48 = `${upTo24} 48xlarge`;

/**
 * Families: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html. Sizes: those of
 * the EC2 family of the same name (facts/instance-types.json) without nano, medium and metal. 2026-11-24.
 */
export const rdsInstanceClasses = sizes(
  {
    t3: "micro small medium large xlarge 2xlarge",
    t4g: "micro small medium large xlarge 2xlarge",
    m5: upTo24,
    m5d: upTo24,
    m6g: upTo16,
    m6gd: upTo16,
    m6i: upTo32,
    m6id: upTo32,
    m7g: upTo16,
    m7gd: upTo16,
    m7i: upTo48,
    m8g: upTo48,
    m8gd: upTo48,
    r5: upTo24,
    r5b: upTo24,
    r5d: upTo24,
    r6g: upTo16,
    r6gd: upTo16,
    r6i: upTo32,
    r6id: upTo32,
    r7g: upTo16,
    r7gd: upTo16,
    r7i: upTo48,
    r8g: upTo48,
    r8gd: upTo48,
    x2g: upTo16,
    x2iedn: "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge",
  },
  "db",
);

/**
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html, as AWS's price list of
 * 2025-04-24 has them.
 */
export const elasticacheNodeTypes = sizes(
  {
    t3: "micro small medium",
    t4g: "micro small medium",
    m5: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
    m6g: upTo16,
    m7g: upTo16,
    r5: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
    r6g: upTo16,
    r6gd: "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    r7g: upTo16,
    c7gn: upTo16,
  },
  "cache",
);
