import { type ChartValues, changeValue } from "./chart-values.ts";

/** Where an environment with no way out pulls from instead of everybody's own registries. */
export interface Mirrors {
  /** OCI registry that holds a copy of all charts, such as `oci://mirror.example.com/charts`. Default: each chart's own. */
  readonly chartMirror?: string | undefined;
  /** Registry, or folder of one, that holds a copy of all images. Default: each image's own registry. */
  readonly imageMirror?: string | undefined;
}

/**
 * The name of an image, or of a registry, behind a mirror: `quay.io/jetstack/cert-manager-webhook` is
 * `<mirror>/quay.io/jetstack/cert-manager-webhook`. The registry's host stays, so that images of two registries never share
 * a name and a mirror may be filled, or be a pull-through cache, registry by registry.
 */
export const mirrored = (image: string, mirror: string | undefined): string =>
  mirror === undefined ? image : `${mirror}/${image}`;

/**
 * Values of a chart with every image behind the mirror.
 *
 * @param images What the chart takes by itself, by the path of the value; a value that is given goes before it.
 */
export const mirroredValues = (
  values: ChartValues,
  images: Readonly<Record<string, string>>,
  mirror: string | undefined,
): ChartValues =>
  mirror === undefined
    ? values
    : Object.entries(images).reduce(
        (result, [path, own]) => changeValue(result, path, (given) => mirrored(String(given ?? own), mirror)),
        values,
      );
