import { type ImageName, images } from "@aip/facts/images.ts";

/** The full name of an image of the table in `facts/images.ts`, through the mirror where there is one. */
export function image(name: ImageName, mirror?: string): string {
  const { repository, tag } = images[name];
  return mirror === undefined ? `${repository}:${tag}` : `${mirror}/${repository}:${tag}`;
}
