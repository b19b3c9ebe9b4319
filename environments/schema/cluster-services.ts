import { serviceKeys } from "@aip/services";
import { z } from "zod";
import { memoryQuantity } from "./common.ts";

/** Storage classes that pods can ask volumes of, besides the default one of encrypted gp3. */
const storage = z.strictObject({
  /** EFS for volumes of many readers and writers. Nothing while empty, then about 0.30 USD a GB and month. Default: true. */
  shared: z.boolean().default(true),
  /** A class of gp3 volumes with 1,000 MiB/s and 10,000 IOPS, about 70 USD a month each beside their size. Default: true. */
  throughput: z.boolean().default(true),
  /** A class of io2 volumes for databases that need a steady answer, 0.065 USD an IOPS and month. Default: false. */
  provisioned: z.boolean().default(false),
  /**
   * A class of FSx for Lustre scratch file systems for training data; each takes at least 1.2 TiB, about 168 USD a month.
   * Needs the add-on `fsxCsi`. Default: false.
   */
  lustre: z.boolean().default(false),
});

/** What the cluster layer runs for everyone. Each part can be left out; what builds on one that is left out is refused. */
export const clusterServices = z.strictObject({
  /** Two replicas of each controller in different zones, and disruption budgets. Default: true but in development. */
  highlyAvailable: z.boolean().optional(),
  storage: storage.prefault({}),
  ...serviceKeys("cluster"),
  /** The most memory a single container of a team may ask for. Default: no bound but the quota. */
  containerMaxMemory: memoryQuantity.optional(),
});
