import { z } from "zod";
import { cidr } from "./common.ts";

/** The network layer. */
export const network = z.strictObject({
  /** Addresses of the VPC, /16 to /22. */
  vpcCidr: cidr,
  /** How many availability zones the VPC spans, 2 to 6. Default: 3. */
  zones: z.int().min(2, "expected 2 to 6 zones").max(6, "expected 2 to 6 zones").default(3),
  /** NAT gateways: `none` (endpoints only), `single`, or one `perZone`. About 33 USD a month each, plus traffic. */
  nat: z.enum(["none", "single", "perZone"]).default("perZone"),
});
