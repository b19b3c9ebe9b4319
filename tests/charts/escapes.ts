import { charts } from "@aip/facts/charts.ts";
import { images } from "@aip/facts/images.ts";

/** Hosts of every registry that an image of the tables comes from. */
const registries = new Set(
  [
    ...Object.values(charts).flatMap((chart) => Object.values<string>(chart.images)),
    ...Object.values(images).map(({ repository }) => repository),
  ].map((name) => name.split("/")[0] as string),
);

/** `host/path`, `path/name:tag` or `path/name@digest`, as images are written; ports and addresses are not of this form. */
const tagged = /^[a-z0-9][a-z0-9._-]*(?::\d+)?(?:\/[a-z0-9._-]+)+(?::[\w][\w.-]*|@sha256:[0-9a-f]{64})$/;
const isImage = (word: string): boolean => registries.has(word.split("/")[0] as string) || tagged.test(word);

/** The words of a text, divided by blanks, quotes or the `=` of a flag. */
const words = (text: string): string[] => text.split(/[\s"'`=,;()[\]{}<>]+/);

/**
 * An operator's settings of one of its parts may have an image in two, repository and name, and name one for a part that is
 * switched off and never started.
 */
function whole(value: object): object {
  const { image, repository, enabled } = value as Record<string, unknown>;
  if (typeof image !== "string") return value;
  if (enabled === false) return { ...value, image: undefined };
  return typeof repository === "string" ? { ...value, image: `${repository}/${image}` } : value;
}

/**
 * The places in an object that name an image, or a registry, from elsewhere than the mirror: the field `image` whatever it
 * says, and every text with a word of an image's form, such as a flag that says what an operator starts.
 *
 * @param allowed What an image may begin with: the mirror, and the registry of the account's own repositories.
 */
export function escapes(object: unknown, allowed: readonly string[]): string[] {
  const found: string[] = [];
  const behindMirror = (word: string): boolean => allowed.some((prefix) => word.startsWith(`${prefix}/`));
  const visit = (value: unknown, path: string): void => {
    if (typeof value === "string") {
      const named = path.endsWith(".image") ? [value] : words(value).filter(isImage);
      found.push(...named.filter((word) => !behindMirror(word)).map((word) => `${path}: ${word}`));
    } else if (value !== null && typeof value === "object") {
      for (const [key, inner] of Object.entries(whole(value))) visit(inner, `${path}.${key}`);
    }
  };
  visit(object, "");
  return found;
}
