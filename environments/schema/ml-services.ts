import { z } from "zod";

/** The ml-services layer. */
export const mlServices = z.strictObject({});
