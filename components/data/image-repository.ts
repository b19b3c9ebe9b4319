import { repositoryName } from "@aip/common/names.ts";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export interface ImageRepositoryArgs {
  /** Name of the image; the repository is `ai-platform-<stack>/<image>`. */
  readonly image: string;
  /** KMS key that encrypts the images. */
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Tagged images that are kept, newest first, 1 or more. Default: 50. */
  readonly keep?: number;
  /** Tags of the repository besides those of the provider. Default: none. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** Whether the repository may be deleted with images in it. Default: false. */
  readonly disposable?: boolean;
}

/**
 * An ECR repository whose tags never move, so that a version always means the same image; every push is scanned.
 *
 * Price: 0.10 USD per GiB and month (https://aws.amazon.com/ecr/pricing/).
 *
 * @example
 * import { EncryptionKey, ImageRepository } from "@aip/components";
 *
 * const key = new EncryptionKey("images", { description: "Images of the platform" });
 * const repository = new ImageRepository("inference", { image: "inference", kmsKeyArn: key.arn });
 * export const url = repository.url;
 */
export class ImageRepository extends pulumi.ComponentResource {
  /** Registry and name, to which a tag is added. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: ImageRepositoryArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:data:ImageRepository", name, {}, options);
    const parent = { parent: this };
    const repository = new aws.ecr.Repository(
      `${name}-repository`,
      {
        name: repositoryName(pulumi.getStack(), args.image),
        imageTagMutability: "IMMUTABLE",
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: "KMS", kmsKey: args.kmsKeyArn }],
        forceDelete: args.disposable ?? false,
        ...(args.tags === undefined ? {} : { tags: args.tags }),
      },
      parent,
    );
    new aws.ecr.LifecyclePolicy(
      `${name}-lifecycle`,
      { repository: repository.name, policy: JSON.stringify(lifecycle(args.keep ?? 50)) },
      parent,
    );
    this.url = repository.repositoryUrl;
    this.registerOutputs({ url: this.url });
  }
}

const lifecycle = (keep: number) => ({
  rules: [
    {
      rulePriority: 1,
      description: "Images that lost their tag",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "All but the newest",
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keep },
      action: { type: "expire" },
    },
  ],
});
