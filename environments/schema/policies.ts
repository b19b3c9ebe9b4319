import { z } from "zod";

/** The policies section. */
export const policies = z.strictObject({});
