/** What keeps data: buckets, the lake, PostgreSQL and its databases, the online store, image repositories. */
export { type AccessLogsArgs, accessLogsBucket } from "../data/access-logs.ts";
export { Bucket } from "../data/bucket.ts";
export type { BucketArgs, ServiceGrant, Transition } from "../data/bucket-args.ts";
export {
  databaseAuthorities,
  databaseAuthoritiesFile,
  mountDatabaseAuthorities,
} from "../data/database-authorities.ts";
export { ImageRepository, type ImageRepositoryArgs } from "../data/image-repository.ts";
export { Lake, type LakeArgs } from "../data/lake.ts";
export { OnlineStore, type OnlineStoreArgs } from "../data/online-store.ts";
export { Postgres } from "../data/postgres.ts";
export type { PostgresArgs } from "../data/postgres-args.ts";
export { databaseName, ServiceDatabases, type ServiceDatabasesArgs } from "../data/service-databases.ts";
