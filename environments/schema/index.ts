import { z } from "zod";
import { cluster } from "./cluster.ts";
import { clusterServices } from "./cluster-services.ts";
import { data } from "./data.ts";
import { mlServices } from "./ml-services.ts";
import { network } from "./network.ts";
import { observability } from "./observability.ts";
import { platform } from "./platform.ts";
import { policies } from "./policies.ts";
import { security } from "./security.ts";
import { teams } from "./teams.ts";
import { usage } from "./usage.ts";

/** An environment file, without the `platform:` before each key. One section a layer. */
export const environmentSchema = z.strictObject({
  ...platform,
  network,
  cluster: cluster.prefault({}),
  clusterServices: clusterServices.prefault({}),
  teams: teams.default({}),
  security: security.prefault({}),
  data: data.prefault({}),
  observability: observability.prefault({}),
  mlServices: mlServices.prefault({}),
  policies: policies.prefault({}),
  usage: usage.prefault({}),
});

export type Environment = z.output<typeof environmentSchema> & { readonly name: string };
