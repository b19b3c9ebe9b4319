import type { Resource } from "@aip/common/resource.ts";
import type { Value } from "@aip/common/value.ts";
import type { Pricers } from "../model/pricer.ts";
import type { Sheet } from "../model/sheet.ts";
import type { BucketUsage } from "../usage/usage.ts";

const bucket = (_inputs: Value, sheet: Sheet, { name }: Resource): void => {
  const own = sheet.usage.buckets[name];
  const of = (key: keyof BucketUsage): number => own?.[key] ?? sheet.usage.bucket[key];
  sheet.usedService("s3.standard.gbMonth", "Storage", of("GB"));
  sheet.usedService("s3.standard.put.1k", "PUT and LIST requests", of("putThousands"));
  sheet.usedService("s3.standard.get.1k", "GET requests", of("getThousands"));
};

export const storage: Pricers = {
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:s3/directoryBucket:DirectoryBucket": (_inputs, sheet) => sheet.missing("storage in S3 Express"),
  "aws:s3tables/tableBucket:TableBucket": (_inputs, sheet) => sheet.missing("storage in S3 Tables"),
  "aws:ecr/repository:Repository": (_inputs, sheet) =>
    sheet.usedService("ecr.storage.gbMonth", "Images", sheet.usage.repositoryGB),
  "aws:efs/fileSystem:FileSystem": (inputs, sheet) => {
    sheet.usedService("efs.standard.gbMonth", "Storage", sheet.usage.fileSystemGB);
    if (inputs.at("throughputMode").text() === "provisioned") {
      const throughput = inputs.at("provisionedThroughputInMibps").number() ?? 0;
      sheet.service("efs.provisionedThroughput.mbpsMonth", "Provisioned throughput", throughput);
    }
  },
  "aws:fsx/lustreFileSystem:LustreFileSystem": (inputs, sheet) => {
    const size = inputs.at("storageCapacity").number() ?? 1200;
    const throughput = inputs.at("perUnitStorageThroughput").number() ?? 125;
    const type = inputs.at("storageType").text() ?? "SSD";
    const persistent = (inputs.at("deploymentType").text() ?? "SCRATCH_1").startsWith("PERSISTENT");
    if (!persistent || type !== "SSD" || throughput !== 125) {
      sheet.missing("Lustre other than persistent SSD of 125 MB/s per TiB");
      return;
    }
    sheet.service("fsx.lustre.persistent125.gbMonth", "Lustre, persistent SSD", size);
  },
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": (inputs, sheet) => {
    sheet.service("fsx.openzfs.ssd.gbMonth", "OpenZFS, SSD", inputs.at("storageCapacity").number() ?? 0);
    sheet.missing("throughput of OpenZFS");
  },
  "aws:fsx/ontapFileSystem:OntapFileSystem": (_inputs, sheet) => sheet.missing("FSx for ONTAP"),
  "aws:backup/vault:Vault": (_inputs, sheet) =>
    sheet.usedService("ebs.snapshot.gbMonth", "Recovery points, as snapshots", sheet.usage.backupGB),
};
