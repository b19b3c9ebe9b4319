import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder with a folder for each image of our own. */
export const imagesFolder = fileURLToPath(new URL("../../images", import.meta.url));

/** What the table says of an image. */
export interface OwnImage {
  readonly tag: string;
  /** Digest of the image with this tag; null until it was built. */
  readonly digest: string | null;
}

/** Names of the images of our own. */
export const imageNames = (): string[] =>
  readdirSync(imagesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

/** All files of an image that Git keeps, by their path in its folder. */
export function imageFiles(image: string): ReadonlyMap<string, string> {
  const folder = join(imagesFolder, image);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.split(sep).includes("__pycache__"))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  return new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
}

/**
 * The tag of an image: the version of its label, and a hash of all its files, so that a tag always means the same.
 *
 * @throws Error for a Dockerfile without the label.
 */
export function imageTag(image: string): string {
  const files = imageFiles(image);
  const version = /org\.opencontainers\.image\.version="([\w.+-]+)"/.exec(files.get("Dockerfile") ?? "")?.[1];
  if (!version) {
    throw new Error(
      `images/${image}/Dockerfile has no label org.opencontainers.image.version="…": add one with the version of what it runs.`,
    );
  }
  const hash = createHash("sha256");
  for (const [file, text] of files) hash.update(`${file}\0${text}\0`);
  return `${version}-${hash.digest("hex").slice(0, 8)}`;
}

/**
 * The table after a change of images or with digests that are known now. A digest belongs to a tag, and goes with it.
 *
 * @param digests By image.
 * @throws Error for a digest of an image that there is not, or that is none.
 */
export function imageTable(
  before: Readonly<Record<string, OwnImage>>,
  digests: Readonly<Record<string, string>> = {},
): Record<string, OwnImage> {
  const names = imageNames();
  const problems = Object.entries(digests).flatMap(([image, digest]) => [
    ...(names.includes(image) ? [] : [`there is no image ${image}; there are ${names.join(", ")}`]),
    ...(/^sha256:[0-9a-f]{64}$/.test(digest) ? [] : [`${digest} is no digest (sha256:…) of ${image}`]),
  ]);
  if (problems.length > 0) throw new Error(problems.join("; "));
  return Object.fromEntries(
    names.map((image) => {
      const tag = imageTag(image);
      const known = before[image]?.tag === tag ? before[image].digest : null;
      return [image, { tag, digest: digests[image] ?? known }];
    }),
  );
}
