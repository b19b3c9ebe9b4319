import { z } from "zod";

/** The cluster layer. */
export const cluster = z.strictObject({});
