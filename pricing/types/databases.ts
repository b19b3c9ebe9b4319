import { Value } from "@aip/common/value.ts";
import type { Pricer, Pricers } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";
import type { RdsEngine } from "../tables/nodes.ts";
import type { ServicePrice } from "../tables/unit-prices.ts";

/** The price table of an engine as AWS names it; undefined for licensed engines, which have no prices here. */
function engineOf(name: string | undefined): RdsEngine | undefined {
  if (name === undefined || name.startsWith("aurora")) return "aurora";
  if (name === "postgres") return "postgres";
  return name === "mysql" || name === "mariadb" ? "mysql" : undefined;
}

const storagePrice: Readonly<Record<string, ServicePrice>> = {
  gp2: "rds.storage.gp2.singleAz.gbMonth",
  gp3: "rds.storage.gp3.singleAz.gbMonth",
  io1: "rds.storage.io1.singleAz.gbMonth",
};

const rdsInstance = (inputs: Value, sheet: Sheet): void => {
  const instanceClass = inputs.at("instanceClass").text() ?? "";
  const engine = engineOf(inputs.at("engine").text() ?? "postgres");
  // A standby in a second zone doubles machines and storage.
  const copies = inputs.at("multiAz").flag() === true ? 2 : 1;
  const two = copies === 2 ? ", two zones" : "";
  const figure = engine && sheet.database(instanceClass, engine);
  sheet.hourly("RDS", `${instanceClass}${two}`, figure, copies);

  const type = inputs.at("storageType").text() ?? (inputs.at("iops").isSet ? "io1" : "gp2");
  const size = inputs.at("allocatedStorage").number() ?? 0;
  const largest = Math.max(size, inputs.at("maxAllocatedStorage").number() ?? 0);
  const price = storagePrice[type];
  if (price === undefined) sheet.missing(`RDS storage of type ${type}`);
  else sheet.service(price, `Storage, ${type}${two}`, size * copies, { maximum: largest * copies });

  if (inputs.at("manageMasterUserPassword").flag() === true) {
    sheet.service("secretsmanager.secretMonth", "Secret of the managed password", 1);
  }
  if ((inputs.at("performanceInsightsRetentionPeriod").number() ?? 7) > 7) {
    sheet.missing("Performance Insights kept for longer than 7 days");
  }

  const iops = inputs.at("iops").number() ?? 0;
  if (type === "io1") sheet.service("rds.iops.io1.month", "Provisioned IOPS", iops * copies);
  if (type === "gp3") {
    // From 400 GiB on a gp3 volume of PostgreSQL and MySQL is striped and brings 12,000 IOPS along.
    const extra = Math.max(0, iops - (size >= 400 ? 12_000 : 3000));
    sheet.service("rds.gp3.iopsMonth.aboveBaseline", "IOPS above the baseline", extra * copies);
  }
};

const clusterInstance: Pricer = (inputs, sheet, resource, context) => {
  const instanceClass = inputs.at("instanceClass").text() ?? "";
  if (instanceClass === "db.serverless") return;
  const engine = engineOf(inputs.at("engine").text());
  sheet.hourly("RDS", instanceClass, engine && sheet.database(instanceClass, engine), 1);
  const cluster = context.referred(resource, clusterType, inputs.at("clusterIdentifier").text());
  if (Value.of(cluster?.inputs).at("storageType").text() === "aurora-iopt1") {
    sheet.missing("surcharge on machines of I/O-optimized Aurora");
  }
};

const clusterType = "aws:rds/cluster:Cluster";

const cacheNodes = (inputs: Value): number => {
  const groups = inputs.at("numNodeGroups").number();
  const replicas = inputs.at("replicasPerNodeGroup").number();
  if (groups !== undefined || replicas !== undefined) return (groups ?? 1) * ((replicas ?? 0) + 1);
  return inputs.at("numCacheClusters").number() ?? 1;
};

export const databases: Pricers = {
  "aws:rds/instance:Instance": rdsInstance,
  "aws:rds/clusterInstance:ClusterInstance": clusterInstance,
  [clusterType]: (inputs, sheet) => {
    const optimized = inputs.at("storageType").text() === "aurora-iopt1";
    if (inputs.at("allocatedStorage").isSet) {
      sheet.missing("Multi-AZ cluster of RDS, which is priced by its own machines and storage");
      return;
    }
    const scaling = inputs.at("serverlessv2ScalingConfiguration");
    if (scaling.isSet) {
      sheet.service(
        optimized ? "aurora.serverlessV2.ioOptimized.acuHour" : "aurora.serverlessV2.acuHour",
        "Aurora capacity units",
        scaling.at("minCapacity").number() ?? 0,
        { maximum: scaling.at("maxCapacity").number() ?? 0 },
      );
    }
    sheet.usedService(
      optimized ? "aurora.storage.ioOptimized.gbMonth" : "aurora.storage.standard.gbMonth",
      "Aurora storage",
      sheet.usage.aurora.GB,
    );
    if (!optimized) sheet.usedService("aurora.io.1M", "Aurora I/O", sheet.usage.aurora.ioMillions);
  },
  "aws:rds/proxy:Proxy": (_inputs, sheet) => sheet.missing("vCPUs behind the database proxy"),

  "aws:elasticache/replicationGroup:ReplicationGroup": (inputs, sheet) => {
    const type = inputs.at("nodeType").text() ?? "";
    const engine = inputs.at("engine").text() ?? "redis";
    sheet.hourly("ElastiCache", `${type}, ${engine}`, sheet.cache(type, engine), cacheNodes(inputs));
  },
  "aws:elasticache/cluster:Cluster": (inputs, sheet) => {
    if (inputs.at("replicationGroupId").isSet) return;
    const type = inputs.at("nodeType").text() ?? "";
    const engine = inputs.at("engine").text() ?? "redis";
    const nodes = inputs.at("numCacheNodes").number() ?? 1;
    sheet.hourly("ElastiCache", `${type}, ${engine}`, sheet.cache(type, engine), nodes);
  },
  "aws:elasticache/serverlessCache:ServerlessCache": (_inputs, sheet) =>
    sheet.missing("storage and processing units of a serverless cache"),

  "aws:dynamodb/table:Table": (inputs, sheet) => {
    const { table } = sheet.usage;
    sheet.usedService("dynamodb.storage.gbMonth", "Table, storage", table.GB);
    if (inputs.at("billingMode").text() === "PAY_PER_REQUEST") {
      sheet.usedService("dynamodb.onDemand.rru.1M", "Table, reads", table.readMillions);
      sheet.usedService("dynamodb.onDemand.wru.1M", "Table, writes", table.writeMillions);
    } else {
      const indexes = inputs.at("globalSecondaryIndexes").list();
      const total = (key: string) =>
        [inputs, ...indexes].reduce((sum, part) => sum + (part.at(key).number() ?? 0), 0);
      sheet.service("dynamodb.provisioned.rcuHour", "Table, read capacity", total("readCapacity"));
      sheet.service("dynamodb.provisioned.wcuHour", "Table, write capacity", total("writeCapacity"));
    }
    if (inputs.at("pointInTimeRecovery", "enabled").flag() === true) {
      sheet.usedService("dynamodb.pitr.gbMonth", "Table, point-in-time recovery", table.GB);
    }
    if (inputs.at("replicas").list().length > 0) sheet.missing("replicas of the table in other regions");
  },

  "aws:opensearch/domain:Domain": (inputs, sheet) => {
    const cluster = inputs.at("clusterConfig");
    const count = cluster.at("instanceCount").number() ?? 1;
    const type = cluster.at("instanceType").text() ?? "m4.large.search";
    sheet.hourly("OpenSearch", type, sheet.search(type), count);
    if (cluster.at("dedicatedMasterEnabled").flag() === true) {
      const master = cluster.at("dedicatedMasterType").text() ?? type;
      const masters = cluster.at("dedicatedMasterCount").number() ?? 3;
      sheet.hourly("OpenSearch", `${master}, cluster manager`, sheet.search(master), masters);
    }
    if (cluster.at("warmEnabled").flag() === true) sheet.missing("warm nodes of OpenSearch");
    const disk = inputs.at("ebsOptions");
    if (disk.at("ebsEnabled").flag() !== true) return;
    const size = (disk.at("volumeSize").number() ?? 10) * count;
    const kind = disk.at("volumeType").text() ?? "gp2";
    if (kind === "gp3") sheet.service("opensearch.storage.gp3.gbMonth", "Storage, gp3", size);
    else if (kind === "gp2") sheet.service("opensearch.storage.gp2.gbMonth", "Storage, gp2", size);
    else sheet.missing(`OpenSearch storage of type ${kind}`);
  },
  "aws:opensearch/serverlessCollection:ServerlessCollection": (_inputs, sheet) =>
    sheet.missing("capacity units of OpenSearch Serverless"),

  "aws:redshift/cluster:Cluster": (inputs, sheet) => {
    const type = inputs.at("nodeType").text() ?? "";
    const nodes = inputs.at("numberOfNodes").number() ?? 1;
    const name = `redshift.${type}.nodeHour`;
    if (!isRedshiftPrice(name)) sheet.missing(`Redshift nodes of type ${type}`);
    else sheet.service(name, `${type} nodes`, nodes);
    if (!type.startsWith("ra3")) return;
    sheet.usedService("redshift.managedStorage.gbMonth", "Managed storage", sheet.usage.warehouseGB);
    sheet.usedService("redshift.spectrum.tb", "Spectrum, scanned", sheet.usage.spectrumTB);
  },
  "aws:redshiftserverless/workgroup:Workgroup": (_inputs, sheet) => {
    sheet.missing("processing units of Redshift Serverless");
    sheet.usedService("redshift.managedStorage.gbMonth", "Managed storage", sheet.usage.warehouseGB);
  },
};

const redshiftNodes = [
  "redshift.dc2.large.nodeHour",
  "redshift.dc2.8xlarge.nodeHour",
  "redshift.ra3.xlplus.nodeHour",
  "redshift.ra3.4xlarge.nodeHour",
  "redshift.ra3.16xlarge.nodeHour",
] as const satisfies readonly ServicePrice[];

const isRedshiftPrice = (name: string): name is (typeof redshiftNodes)[number] =>
  (redshiftNodes as readonly string[]).includes(name);
