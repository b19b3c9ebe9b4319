import { z } from "zod";

/** The observability layer. */
export const observability = z.strictObject({});
