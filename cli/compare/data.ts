/** Types that store what cannot be made again by running a program. Their replacement or deletion loses it. */
const storing: ReadonlySet<string> = new Set([
  "aws:backup/vault:Vault",
  "aws:docdb/cluster:Cluster",
  "aws:dynamodb/table:Table",
  "aws:ebs/volume:Volume",
  "aws:ecr/repository:Repository",
  "aws:efs/fileSystem:FileSystem",
  "aws:elasticache/replicationGroup:ReplicationGroup",
  "aws:fsx/lustreFileSystem:LustreFileSystem",
  "aws:kms/key:Key",
  "aws:msk/cluster:Cluster",
  "aws:opensearch/domain:Domain",
  "aws:rds/cluster:Cluster",
  "aws:rds/instance:Instance",
  "aws:redshift/cluster:Cluster",
  "aws:route53/zone:Zone",
  "aws:s3/bucket:Bucket",
  "aws:secretsmanager/secret:Secret",
  "aws:sqs/queue:Queue",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:core/v1:PersistentVolumeClaim",
  "kubernetes:elasticsearch.k8s.elastic.co/v1:Elasticsearch",
]);

/** Whether a resource of this type holds data that is lost with it. */
export const holdsData = (type: string): boolean => storing.has(type);
