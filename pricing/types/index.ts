import type { Pricers } from "../model/pricer.ts";
import { charts } from "./charts.ts";
import { databases } from "./databases.ts";
import { ebs } from "./ebs.ts";
import { eks } from "./eks.ts";
import { karpenter } from "./karpenter.ts";
import { kubernetes } from "./kubernetes.ts";
import { machines } from "./machines.ts";
import { monitoring } from "./monitoring.ts";
import { network } from "./network.ts";
import { security } from "./security.ts";
import { storage } from "./storage.ts";
import { streams } from "./streams.ts";

/** Every type that costs something, by token. */
export const pricers: Pricers = {
  ...charts,
  ...databases,
  ...ebs,
  ...eks,
  ...karpenter,
  ...kubernetes,
  ...machines,
  ...monitoring,
  ...network,
  ...security,
  ...storage,
  ...streams,
};
