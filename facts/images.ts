import table from "./own-images.json" with { type: "json" };

/**
 * Container images that the platform's own components run, apart from those inside charts: the one place for their
 * version. An environment with no way out pulls them through `platform:imageMirror`; the version stays.
 */
export interface ImageFact {
  readonly repository: string;
  readonly tag: string;
  readonly source: string;
  readonly date: string;
}

export const images = {
  "aws-cli": {
    repository: "public.ecr.aws/aws-cli/aws-cli",
    tag: "2.37.5",
    source: "https://gallery.ecr.aws/aws-cli/aws-cli",
    date: "2026-08-22",
  },
  postgres: {
    repository: "public.ecr.aws/docker/library/postgres",
    tag: "17.7-alpine",
    source: "https://gallery.ecr.aws/docker/library/postgres",
    date: "2026-08-22",
  },
  mlflow: {
    repository: "ghcr.io/mlflow/mlflow",
    // The variant with database drivers, S3 and the login (docker/README.md of the repository).
    tag: "v3.14.0-full",
    source: "https://github.com/mlflow/mlflow/releases",
    date: "2026-08-22",
  },
  "jaeger-es-index-cleaner": {
    repository: "docker.io/jaegertracing/jaeger-es-index-cleaner",
    tag: "2.19.0",
    source: "app version of the jaeger chart 4.11.1, with which it is released",
    date: "2026-08-22",
  },
  "opentelemetry-collector": {
    repository: "ghcr.io/open-telemetry/opentelemetry-collector-releases/opentelemetry-collector-contrib",
    tag: "0.158.0",
    source:
      "app version of the opentelemetry-collector chart 0.170.0; the distribution with the Elasticsearch exporter",
    date: "2026-08-22",
  },
  // The release with a digest that is known: its tag says nothing of what is in it.
  "rollouts-gateway-api-plugin": {
    repository: "ghcr.io/argoproj-labs/rollouts-plugin-trafficrouter-gatewayapi",
    tag: "v0.5.0@sha256:cdaf973e2f390034e293af0d4ee08611b6b6c089f1627167b4014c3bcac12a7c",
    source:
      "https://rollouts-plugin-trafficrouter-gatewayapi.readthedocs.io/en/latest/installation/; the digest as two public repositories pin it",
    date: "2026-11-24",
  },
  // Velero 1.18 goes with 1.14 of its AWS plugin.
  "velero-plugin-for-aws": {
    repository: "docker.io/velero/velero-plugin-for-aws",
    tag: "v1.14.2",
    source: "https://osv.dev/vulnerability/CGA-6q48-hmxv-q2rp: 1.14.2 is built with Velero 1.18",
    date: "2026-11-21",
  },
} as const satisfies Record<string, ImageFact>;

export type ImageName = keyof typeof images;

/**
 * Images of our own: what the folder of the image in `images/` makes, by tag, and the digest that the workflow found once
 * it had built it. `npm run images:table` writes the tags, `.github/workflows/images.yaml` the digests.
 */
export const ownImages: Readonly<
  Record<OwnImageName, { readonly tag: string; readonly digest: string | null }>
> = table;

export type OwnImageName = keyof typeof table;
