/**
 * Versions of the database engines that AWS runs for the platform: the one place for them. What fixes faults and
 * holes AWS applies by itself in the maintenance window; what may change behaviour moves only when this table does.
 */
export interface EngineFact {
  /** PostgreSQL: the major version, whose newest minor RDS keeps. Valkey: the version that new caches start with. */
  readonly version: string;
  /** Family of its parameter groups. */
  readonly family: string;
  /** Versions that new databases can be created with; a major version alone means its newest. */
  readonly offered: readonly string[];
  readonly source: string;
  readonly date: string;
}

export const engines = {
  postgres: {
    version: "17",
    family: "postgres17",
    offered: ["16.9", "16.10", "16.11", "17.5", "17.6", "17.7", "18.1"],
    source:
      "https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html",
    date: "2026-08-22",
  },
  valkey: {
    version: "8.1",
    family: "valkey8",
    offered: ["7.2", "8.0", "8.1", "8.2"],
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html",
    date: "2026-08-22",
  },
} as const satisfies Record<string, EngineFact>;
