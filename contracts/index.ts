import { cluster } from "./cluster.ts";
import { data } from "./data.ts";
import { mlServices } from "./ml-services.ts";
import { network } from "./network.ts";
import { observability } from "./observability.ts";
import { security } from "./security.ts";

export { type Contract, defineContract, needed, type Outputs, type Published } from "./define.ts";
export { catalogueProject, type Layer, layerNames, layers } from "./layers.ts";

/** The contract of every layer, by its name. */
export const contracts = {
  network,
  cluster,
  security,
  data,
  observability,
  "ml-services": mlServices,
} as const;
