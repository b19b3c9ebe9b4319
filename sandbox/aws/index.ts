import type { Models } from "../core/model.ts";
import { cloudwatch } from "./cloudwatch.ts";
import { ec2 } from "./ec2.ts";
import { iam } from "./iam.ts";
import { kms } from "./kms.ts";
import { s3 } from "./s3.ts";

export { awsInvokes } from "./invokes.ts";

/** All AWS types the platform uses, one file per service. */
export const awsModels: Models = { ...cloudwatch, ...ec2, ...iam, ...kms, ...s3 };
