import type { Models } from "../core/model.ts";
import { ec2 } from "./ec2.ts";

/** All AWS types the platform uses, one file per service. */
export const awsModels: Models = { ...ec2 };
