import type { Value } from "@aip/common/value.ts";
import type { Pricers } from "../model/pricer.ts";
import type { PriceItem } from "../model/report.ts";
import type { Sheet } from "../model/sheet.ts";
import type { ServicePrice } from "../tables/unit-prices.ts";

export interface Disk {
  /** GiB. */
  readonly size: number;
  readonly type: string;
  /** Operations a second; 0 for what the type brings along. */
  readonly iops: number;
  /** MiB a second; 0 for what the type brings along. */
  readonly throughput: number;
}

const sizePrice: Readonly<Record<string, ServicePrice>> = {
  gp2: "ebs.gp2.gbMonth",
  gp3: "ebs.gp3.gbMonth",
  io1: "ebs.io1.gbMonth",
  io2: "ebs.io2.gbMonth",
  st1: "ebs.st1.gbMonth",
  sc1: "ebs.sc1.gbMonth",
  standard: "ebs.magnetic.gbMonth",
};

/** Puts disks on a sheet: their size, and what is provisioned beyond what the type brings along. */
export function addDisks(
  sheet: Sheet,
  what: string,
  disk: Disk,
  count: number,
  maximum: number | null,
  kind?: PriceItem["kind"],
): void {
  const { size, type, iops, throughput } = disk;
  const price = sizePrice[type];
  if (price === undefined) {
    sheet.missing(`${what} of type ${type}`);
    return;
  }
  const times = (units: number) => ({ maximum: maximum === null ? null : maximum * units, kind });
  sheet.service(price, `${what}, ${type}`, count * size, times(size));
  if (type === "gp3") {
    const extra = Math.max(0, iops - 3000);
    sheet.service("ebs.gp3.iopsMonth.above3000", `${what}, IOPS above 3,000`, count * extra, times(extra));
    const more = Math.max(0, throughput - 125);
    sheet.service("ebs.gp3.mbpsMonth.above125", `${what}, MiB/s above 125`, count * more, times(more));
  } else if (type === "io1") {
    sheet.service("ebs.io1.iopsMonth", `${what}, IOPS`, count * iops, times(iops));
  } else if (type === "io2") {
    sheet.service(
      "ebs.io2.iopsMonth.first32000",
      `${what}, IOPS`,
      count * Math.min(iops, 32_000),
      times(iops),
    );
    if (iops > 32_000) sheet.missing("io2 IOPS above 32,000");
  }
}

/** A disk as volumes, block device mappings and root devices describe it. */
export const diskAt = (
  value: Value,
  size: Value,
  type: Value,
  defaults: { size: number; type: string },
): Disk => ({
  size: size.number() ?? defaults.size,
  type: type.text() ?? defaults.type,
  iops: value.at("iops").number() ?? 0,
  throughput: value.at("throughput").number() ?? 0,
});

export const ebs: Pricers = {
  "aws:ebs/volume:Volume": (inputs, sheet) => {
    const disk = diskAt(inputs, inputs.at("size"), inputs.at("type"), { size: 0, type: "gp2" });
    addDisks(sheet, "Volume", disk, 1, 1);
    if (disk.size === 0) sheet.missing("size of the snapshot the volume is made from");
  },
  "aws:ebs/fastSnapshotRestore:FastSnapshotRestore": (_inputs, sheet) => {
    sheet.service("ebs.fastSnapshotRestore.dsuHour", "Fast snapshot restore", 1);
  },
  "aws:ebs/snapshot:Snapshot": (_inputs, sheet) => sheet.missing("size of the snapshot"),
  "aws:ebs/snapshotCopy:SnapshotCopy": (_inputs, sheet) => sheet.missing("size of the snapshot"),
};
