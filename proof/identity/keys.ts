import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { World } from "../world/world.ts";

/** What a request makes a service ask of a key, in the name of the caller. */
export interface KeyUse {
  readonly actions: readonly string[];
  /** ARN of the key. */
  readonly key: string;
  readonly context: Readonly<Record<string, unknown>>;
}

const reading = ["kms:Decrypt"];
const writing = ["kms:GenerateDataKey"];

/** Which actions use the key of their resource, and how. */
const uses: Readonly<Record<string, readonly string[]>> = {
  "s3:GetObject": reading,
  "s3:GetObjectVersion": reading,
  "s3:PutObject": writing,
  "secretsmanager:GetSecretValue": reading,
  "secretsmanager:PutSecretValue": [...writing, ...reading],
  "sns:Publish": [...writing, ...reading],
  "sqs:SendMessage": [...writing, ...reading],
  "sqs:ReceiveMessage": reading,
};

/** The use of a key that a request on a resource of the plan implies; `undefined` where it implies none. */
export function keyUse(world: World, action: string, arn: string, view: ResourceView): KeyUse | undefined {
  const actions = uses[action];
  if (!actions) return undefined;
  const service = action.slice(0, action.indexOf(":"));
  const { key, context } = service === "s3" ? bucketKey(world, arn, view) : ownKey(service, arn, view);
  const name = key?.text();
  // Keys of AWS' own are open to the whole account.
  if (name === undefined || /^alias\/aws\/|:alias\/aws\//.test(name)) return undefined;
  const via = { "kms:ViaService": `${service}.${view.resource.region}.amazonaws.com` };
  return { actions, key: name, context: { ...via, ...context } };
}

interface Key {
  readonly key: Value | undefined;
  readonly context: Readonly<Record<string, unknown>>;
}

function bucketKey({ stack }: World, arn: string, bucket: ResourceView): Key {
  const rule = stack
    .referring(
      bucket,
      "bucket",
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    )[0]
    ?.at("rules", 0);
  const whole = rule?.at("bucketKeyEnabled").flag() === true;
  return {
    key: rule?.at("applyServerSideEncryptionByDefault", "kmsMasterKeyId"),
    context: { "kms:EncryptionContext:aws:s3:arn": whole ? arn.split("/")[0] : arn },
  };
}

const ownKey = (service: string, arn: string, view: ResourceView): Key => ({
  key: view.at(service === "secretsmanager" ? "kmsKeyId" : "kmsMasterKeyId"),
  context: service === "secretsmanager" ? { "kms:EncryptionContext:SecretARN": arn } : {},
});
