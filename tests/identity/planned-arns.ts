import type { World } from "@aip/proof";

/** The id of a planned resource. */
const idOf = (world: World, type: string, name: string): string => {
  const id = world.stack.ofType(type).find((view) => view.name === name)?.resource.id;
  if (id === undefined) throw new Error(`the plan has no ${name}`);
  return id;
};

/** An object of a bucket, or without a key the bucket itself. */
export const bucket = (name: string, key?: string) => (world: World) =>
  `arn:aws:s3:::${idOf(world, "aws:s3/bucket:Bucket", `${name}-bucket`)}${key === undefined ? "" : `/${key}`}`;
export const secret = (name: string) => (world: World) =>
  idOf(world, "aws:secretsmanager/secret:Secret", name);
export const arn = (text: string) => () => text;
export const key = (name: string) => (world: World) =>
  `arn:aws:kms:us-east-1:123456789012:key/${idOf(world, "aws:kms/key:Key", name)}`;
export const topic = (world: World) => idOf(world, "aws:sns/topic:Topic", "prometheus-alerts-topic");
export const queue = (world: World) => {
  const [account, name] = idOf(world, "aws:sqs/queue:Queue", "karpenter-interruption-queue")
    .split("/")
    .slice(-2);
  return `arn:aws:sqs:us-east-1:${account}:${name}`;
};
