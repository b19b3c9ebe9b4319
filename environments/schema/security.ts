import { z } from "zod";

/** The security layer. */
export const security = z.strictObject({});
