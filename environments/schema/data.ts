import { z } from "zod";

/** The data layer. */
export const data = z.strictObject({});
