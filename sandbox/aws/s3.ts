import type { Models, PlannedResource, Report, ResourceModel } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";
import { checkRange } from "./checks.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const bucketType = "aws:s3/bucket:Bucket";
const accessType = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";

/** Settings of a bucket are resources of their own, with the bucket's name as their id. */
const setting = (
  check?: ResourceModel["check"],
  required: readonly string[] = [],
  outputs?: ResourceModel["outputs"],
): ResourceModel => ({
  id: (planned) => String(planned.inputs.bucket),
  required: ["bucket", ...required],
  replaceOn: ["bucket"],
  check: (planned, cloud, report) => {
    checkBucket("bucket", planned, cloud, report);
    check?.(planned, cloud, report);
  },
  ...(outputs ? { outputs } : {}),
});

function checkBucket(property: string, planned: PlannedResource, cloud: CloudView, report: Report): void {
  const bucket = planned.inputs[property];
  if (typeof bucket === "string" && cloud.read(bucket, bucketType) === undefined) {
    report(property, bucket, "a bucket that exists");
  }
}

const objects = (value: unknown): Properties[] => (Array.isArray(value) ? (value as Properties[]) : []);

function checkPolicy(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { policy, bucket } = planned.inputs;
  checkPolicyDocument("policy", policy, "resource", report);
  if (typeof policy !== "string" || typeof bucket !== "string") return;
  let statements: Properties[];
  try {
    statements = objects((JSON.parse(policy) as Properties).Statement);
  } catch {
    return; // Reported by the check of the document.
  }
  const arn = `arn:aws:s3:::${bucket}`;
  const blocked = cloud.read(bucket, accessType)?.inputs.blockPublicPolicy === true;
  for (const [index, statement] of statements.entries()) {
    for (const resource of [statement.Resource].flat()) {
      if (resource !== arn && !String(resource).startsWith(`${arn}/`)) {
        report(`policy.Statement[${index}].Resource`, resource, `${arn} or what is in it`);
      }
    }
    const anybody =
      statement.Principal === "*" || (statement.Principal as Properties | undefined)?.AWS === "*";
    if (blocked && anybody && statement.Effect === "Allow" && statement.Condition === undefined) {
      report(
        `policy.Statement[${index}].Principal`,
        "*",
        "nobody in public: the bucket blocks public policies",
      );
    }
  }
}

const storageClasses = [
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
];

function checkLifecycle(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const rules = objects(planned.inputs.rules);
  const ids = rules.map(({ id }) => id);
  if (new Set(ids).size < ids.length) report("rules", ids, "rule ids that differ");
  if (rules.length > 1000) report("rules", rules.length, "at most 1000 rules");
  const versioned = cloud.read(String(planned.inputs.bucket), versioningType) !== undefined;
  for (const [index, rule] of rules.entries()) {
    const path = `rules[${index}]`;
    if (rule.status !== "Enabled" && rule.status !== "Disabled") {
      report(`${path}.status`, rule.status, "Enabled or Disabled");
    }
    if (rule.noncurrentVersionExpiration !== undefined && !versioned) {
      report(`${path}.noncurrentVersionExpiration`, rule.id, "a bucket with versions, and this after them");
    }
    for (const [at, move] of objects(rule.transitions).entries()) {
      const { storageClass, days } = move;
      if (!storageClasses.includes(String(storageClass))) {
        report(
          `${path}.transitions[${at}].storageClass`,
          storageClass,
          `one of ${storageClasses.join(", ")}`,
        );
      }
      if (/_IA$/.test(String(storageClass)) && typeof days === "number" && days < 30) {
        report(`${path}.transitions[${at}].days`, days, `at least 30 for ${String(storageClass)}`);
      }
    }
    checkRange((rule.expiration ?? {}) as Properties, "days", 1, 2 ** 31 - 1, "days", report);
  }
}

function checkEncryption(planned: PlannedResource, _: CloudView, report: Report): void {
  for (const [index, rule] of objects(planned.inputs.rules).entries()) {
    const chosen = (rule.applyServerSideEncryptionByDefault ?? {}) as Properties;
    const path = `rules[${index}].applyServerSideEncryptionByDefault`;
    if (!["AES256", "aws:kms", "aws:kms:dsse"].includes(String(chosen.sseAlgorithm))) {
      report(`${path}.sseAlgorithm`, chosen.sseAlgorithm, "AES256, aws:kms or aws:kms:dsse");
    }
    if (chosen.kmsMasterKeyId !== undefined && chosen.sseAlgorithm === "AES256") {
      report(`${path}.kmsMasterKeyId`, chosen.kmsMasterKeyId, "no key with AES256");
    }
  }
}

/** Access logs cannot be delivered to a bucket that is encrypted with a KMS key. */
function checkLogging(planned: PlannedResource, cloud: CloudView, report: Report): void {
  checkBucket("targetBucket", planned, cloud, report);
  const target = String(planned.inputs.targetBucket);
  const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
  const [rule] = objects(cloud.read(target, type)?.inputs.rules);
  const algorithm = (rule?.applyServerSideEncryptionByDefault as Properties | undefined)?.sseAlgorithm;
  if (algorithm !== undefined && algorithm !== "AES256") {
    report("targetBucket", algorithm, "a bucket encrypted with AES256");
  }
}

const ownerships = ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"];

export const s3: Models = {
  [bucketType]: {
    name: {
      property: "bucket",
      maxLength: 63,
      pattern:
        /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(-s3alias|--ol-s3)$)(?!.*\.\.)[a-z0-9][a-z0-9.-]+[a-z0-9]$/,
      allowed:
        "3 to 63 lower-case letters, digits, dots and dashes, starting and ending with a letter or digit",
      unique: "global",
    },
    arn: (planned) => `arn:aws:s3:::${planned.id}`,
    check: (planned, _, report) => {
      const prefix = planned.inputs.bucketPrefix;
      if (typeof prefix === "string" && prefix.length > 37)
        report("bucketPrefix", prefix, "at most 37 characters");
    },
    outputs: (planned) => ({
      bucketDomainName: `${planned.id}.s3.amazonaws.com`,
      bucketRegionalDomainName: `${planned.id}.s3.${planned.region}.amazonaws.com`,
      hostedZoneId: "Z3AQBSTGFYJSTF",
      region: planned.region,
    }),
  },
  [versioningType]: setting(
    (planned, _, report) => {
      const status = (planned.inputs.versioningConfiguration as Properties | undefined)?.status;
      if (status !== undefined && !/^(Enabled|Suspended|Disabled)$/.test(String(status))) {
        report("versioningConfiguration.status", status, "Enabled, Suspended or Disabled");
      }
    },
    ["versioningConfiguration"],
  ),
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": setting(
    checkEncryption,
    ["rules"],
  ),
  [accessType]: setting(),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": setting(
    (planned, _, report) => {
      const ownership = (planned.inputs.rule as Properties | undefined)?.objectOwnership;
      if (ownership !== undefined && !ownerships.includes(String(ownership))) {
        report("rule.objectOwnership", ownership, `one of ${ownerships.join(", ")}`);
      }
    },
    ["rule"],
  ),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": setting(checkLifecycle, ["rules"]),
  "aws:s3/bucketLogging:BucketLogging": setting(checkLogging, ["targetBucket", "targetPrefix"]),
  "aws:s3/bucketPolicy:BucketPolicy": setting(checkPolicy, ["policy"]),
};
