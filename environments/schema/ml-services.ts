import { serviceKeys } from "@aip/services";
import { z } from "zod";

/** The ml-services layer. Its price is that of the nodes its pods fill. */
export const mlServices = z.strictObject(serviceKeys("ml-services"));
