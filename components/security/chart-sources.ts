/** Where charts and images come from in a network with no way out. */
export interface ChartSources {
  /** OCI registry that holds a copy of all charts. Default: each chart's own repository. */
  readonly chartMirror?: string | undefined;
  /** Registry prefix that images are pulled through. Default: their own registries. */
  readonly imageMirror?: string | undefined;
}

/** The repository of a chart's image, through the mirror where there is one. */
export const mirrored = (repository: string, mirror: string | undefined): string =>
  mirror === undefined ? repository : `${mirror}/${repository}`;
