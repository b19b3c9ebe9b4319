import { type ImageName, images } from "@aip/facts/images.ts";
import { mirrored } from "./mirrors.ts";

/** The full name of an image of the table in `facts/images.ts`, through the mirror where there is one. */
export const image = (name: ImageName, mirror?: string): string =>
  mirrored(`${images[name].repository}:${images[name].tag}`, mirror);
