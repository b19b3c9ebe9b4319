import { z } from "zod";

/** The section of an environment file that holds the services of a layer, by layer. */
export const sections = {
  cluster: "clusterServices",
  security: "security",
  observability: "observability",
  "ml-services": "mlServices",
} as const;

/** A layer that runs services. */
export type ServiceLayer = keyof typeof sections;

export type Profile = "development" | "staging" | "production";

/** Something wrong with a setting of a service: its path below the service's own key. */
export interface SettingProblem {
  readonly path: string;
  readonly found: unknown;
  readonly allowed: string;
}

/** The settings of a service, as an environment file gives them with all defaults. */
export type SettingsOf<Keys extends z.ZodRawShape> = { [Key in keyof Keys]: z.output<Keys[Key]> } & {
  enabled: boolean;
};

/** Another service, without which this one cannot be on. */
export interface Requirement<Settings> {
  /** Name of the other service. */
  readonly service: string;
  /** What it is needed for, as the rest of a sentence after "because". */
  readonly because: string;
  /** Whether it is needed with these settings. Default: always. */
  when?(settings: Settings): boolean;
}

/** Where a connection that `aip forward` makes to a service ends. */
export interface ForwardTarget {
  /** Port on this machine. */
  readonly localPort: number;
  /** As kubectl names it, `service/<name>` or `pod/<name>`. Default: the Kubernetes service. */
  readonly object?: string;
  /** Default: the port of the Kubernetes service. */
  readonly port?: number;
}

/** How a service knows who calls it. */
export interface Login {
  /** `own`: it has users of its own; `token`: a token or a certificate; `none`: it answers anyone who reaches it. */
  readonly kind: "own" | "token" | "none";
  /** Why it is so, as a sentence. */
  readonly reason: string;
}

/** A port at which pods answer with metrics in the format of Prometheus. */
export interface MetricsPort {
  /** Default: the namespace of the service. */
  readonly namespace?: string;
  /** Labels of the pods; with `token`, of the Kubernetes service before them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the port, as the containers have it; with `token`, as the Kubernetes service has it. */
  readonly port: string;
  /** Default: `/metrics`. */
  readonly path?: string;
  /** Query of the path, by key. Default: none. */
  readonly query?: Readonly<Record<string, string>>;
  /** `https` with a certificate that the pods made up themselves, which nothing can check. Default: http. */
  readonly scheme?: "https";
  /** Whether the pods ask the API server if who calls them may read metrics, so that Prometheus shows its token. Default: no. */
  readonly token?: true;
}

/** Everything that the platform knows of a service: what others need of it is derived from here. */
export interface Service<
  Name extends string = string,
  Layer extends ServiceLayer = ServiceLayer,
  Key extends string = string,
  Keys extends z.ZodRawShape = z.ZodRawShape,
> {
  /** Names its database, its role in Vault and its user in other services; lower-case letters, digits and dashes. */
  readonly name: Name;
  /** As people know it. */
  readonly title: string;
  /** What it is for, in one sentence. */
  readonly summary: string;
  readonly layer: Layer;
  /** Its key in the layer's section of an environment file. */
  readonly key: Key;
  /** Default: its component's own, which nothing else needs to know. */
  readonly namespace?: string;
  /** Whether it is on where nothing is said. Default: true. */
  readonly onByDefault?: boolean;
  /** Its settings in an environment file, besides `enabled`. Each has a default. */
  readonly keys: Keys;
  /** What a profile sets where the file says nothing, `enabled` included. Default: the defaults of the keys. */
  readonly profiles?: Partial<
    Record<Profile, { readonly [Key in keyof Keys]?: z.input<Keys[Key]> } & { readonly enabled?: boolean }>
  >;
  /** Least values in production, by key. Default: none. */
  readonly productionMinimum?: Partial<Record<keyof Keys & string, number>>;
  /** Why production may not be without it, as the rest of a sentence after "because". Default: it may. */
  readonly requiredInProduction?: string;
  /** Rules that a single key cannot state; they read no more of the environment than they need. Default: none. */
  check?(settings: SettingsOf<Keys>, environment: { readonly profile: Profile }): readonly SettingProblem[];
  /** What it cannot do without. Default: nothing. */
  readonly requires?: readonly Requirement<SettingsOf<Keys>>[];
  /**
   * Kubernetes service at which others in the cluster reach it, the port of its address, and further ports that they
   * may call; its pods have the same ports. Default: nothing calls it.
   */
  readonly serves?: {
    readonly service: string;
    readonly port: number;
    readonly otherPorts?: readonly number[];
  };
  /** Names of the services it calls where they are on; each must say what it serves. Default: none. */
  readonly calls?: readonly string[];
  /** Whether the pods of the teams may call it. Default: false. */
  readonly openToTeams?: boolean;
  /** Label of its host name under the domain. Default: it has no name outside the cluster. */
  readonly subdomain?: string;
  /** Name in the list of addresses, where that is not the title. */
  readonly addressTitle?: string;
  /** How a person reaches it. Default: not at all. */
  readonly forward?: ForwardTarget;
  readonly login: Login;
  /** Whether it keeps its state in a database of its own on the platform's PostgreSQL. Default: false. */
  readonly database?: boolean;
  /** Names of the platform's own images that it runs, each of which gets a repository. Default: none. */
  images?(settings: SettingsOf<Keys>): readonly string[];
  /** Service accounts whose pods may log in to Vault as this service. Default: none. */
  readonly vaultAccounts?: readonly string[];
  /**
   * Where its controllers answer with metrics; the observability layer, which comes later, has Prometheus read them. Default:
   * nowhere, or its component sees to it, because its layer comes after that.
   */
  readonly metrics?: readonly MetricsPort[];
  /** Whether the platform's alerts on services without pods cover its namespace. Default: false. */
  readonly alerts?: boolean;
}

/** Any service: what functions over all of them take. */
export type AnyService = Service;

/** A service that others reach by a Kubernetes service in a namespace that the declaration names. */
export type ServedService = AnyService & Required<Pick<AnyService, "namespace" | "serves">>;

/** Declares a service. Its type keeps its settings, and whether it says where it is reached. */
export const defineService = <
  const Name extends string,
  const Layer extends ServiceLayer,
  const Key extends string,
  Keys extends z.ZodRawShape,
  const Place extends Pick<Service, "namespace" | "serves">,
>(
  service: Service<Name, Layer, Key, Keys> & Place,
): Service<Name, Layer, Key, Keys> & Place => service;

/** The schema of a service's mapping in an environment file. */
export const settingsSchema = ({ title, summary, keys, onByDefault = true }: AnyService) =>
  z
    .strictObject({
      enabled: z
        .boolean()
        .default(onByDefault)
        .describe(`Whether the platform runs ${title}. Default: ${onByDefault}.`),
      ...keys,
    })
    .describe(`${title}. ${summary} \`true\` and \`false\` mean a mapping with \`enabled\` alone.`);
