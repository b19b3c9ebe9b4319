import { awsProvider, type ClusterAccess, kubernetesProvider } from "@aip/components/core/providers.ts";
import { randomProvider } from "@aip/components/core/random-provider.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import type { Environment } from "@aip/environments";
import {
  type AnyService,
  isOn,
  type ServiceLayer,
  type Settings,
  services,
  servicesOn,
  settingsOf,
} from "@aip/services";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** The providers of a layer that works on the cluster: AWS with the required tags, Kubernetes, and what else it names. */
export function layerProviders(
  environment: Environment,
  layer: string,
  cluster: Omit<ClusterAccess, "region">,
  { random = true }: { readonly random?: boolean } = {},
): { readonly aws: aws.Provider; readonly options: pulumi.ComponentResourceOptions } {
  const { region, accountId } = environment;
  const provider = awsProvider({ region, accountId, tags: requiredTags(environment, layer) });
  const onCluster = kubernetesProvider({ ...cluster, region });
  return {
    aws: provider,
    options: { providers: [provider, onCluster, ...(random ? [randomProvider()] : [])] },
  };
}

/** Composes the services of a layer that are on, and sees to it that none is forgotten. */
export class LayerServices {
  readonly #layer: ServiceLayer;
  readonly #environment: Environment;
  readonly #composed = new Set<AnyService>();

  constructor(layer: ServiceLayer, environment: Environment) {
    this.#layer = layer;
    this.#environment = environment;
  }

  /**
   * What `create` makes of a service's settings; `undefined` for one that is off.
   *
   * @throws RunError for a service that `services/table.ts` does not have for this layer.
   */
  compose<S extends AnyService, T>(service: S, create: (settings: Settings<S>) => T): T | undefined {
    if (!(services as readonly AnyService[]).includes(service) || service.layer !== this.#layer) {
      throw new pulumi.RunError(
        `Layer ${this.#layer} composes ${service.name}, which services/table.ts does not have for it: add it there.`,
      );
    }
    this.#composed.add(service);
    return isOn(service, this.#environment) ? create(settingsOf(service, this.#environment)) : undefined;
  }

  /** The settings of a service that another component makes; `undefined` for one that is off. */
  settings<S extends AnyService>(service: S): Settings<S> | undefined {
    return this.compose(service, (settings) => settings);
  }

  /**
   * To be called once everything is composed.
   *
   * @returns The names of the services that the layer runs.
   * @throws RunError naming every service that is on and that the layer did not compose.
   */
  complete(): string[] {
    const on = servicesOn(this.#environment).filter(({ layer }) => layer === this.#layer);
    const forgotten = on.filter((service) => !this.#composed.has(service));
    if (forgotten.length === 0) return on.map(({ name }) => name);
    const names = forgotten.map(({ name }) => name).join(", ");
    throw new pulumi.RunError(
      `Layer ${this.#layer} does not compose ${names}, which the environment switches on: add a line for it to ` +
        `stacks/${this.#layer}/index.ts.`,
    );
  }
}
