import { serviceKeys } from "@aip/services";
import { z } from "zod";

/** The observability layer. Its price is that of its gp3 volumes and of the nodes its pods fill. */
export const observability = z.strictObject(serviceKeys("observability"));
