import type { AnyService, MetricsPort, ServedService } from "./define.ts";
import { isOn, type ServiceSections, servicesOn, settingsOf } from "./settings.ts";
import { serviceNamed } from "./table.ts";

/** Names of the services that get a database of their own. */
export const databasesOf = (environment: ServiceSections): string[] =>
  servicesOn(environment)
    .filter(({ database }) => database)
    .map(({ name }) => name);

/** Names of the images that services run and the platform builds itself. */
export const imagesOf = (environment: ServiceSections): string[] => [
  ...new Set(servicesOn(environment).flatMap((service) => imagesOfService(service, environment))),
];

const imagesOfService = (service: AnyService, environment: ServiceSections): readonly string[] =>
  service.images?.(settingsOf(service, environment)) ?? [];

/** Namespaces that the platform's alerts on services cover: of those that say so, and of controllers with metrics. */
export const alertNamespaces = (environment: ServiceSections): string[] => [
  ...new Set([
    ...servicesOn(environment).flatMap(({ alerts, namespace }) =>
      alerts && namespace !== undefined ? [namespace] : [],
    ),
    ...metricsOf(environment).map(({ namespace }) => namespace),
  ]),
];

/** Whose pods may log in to Vault, by service. */
export const vaultLogins = (
  environment: ServiceSections,
): Record<string, { namespace: string; serviceAccounts: readonly string[] }> =>
  Object.fromEntries(
    servicesOn(environment).flatMap(({ name, namespace, vaultAccounts }) =>
      vaultAccounts && namespace !== undefined ? [[name, { namespace, serviceAccounts: vaultAccounts }]] : [],
    ),
  );

/**
 * The services that are on and call this one.
 *
 * @throws Error for one that does not say where it runs.
 */
export const callersOf = (
  service: AnyService,
  environment: ServiceSections,
): (AnyService & { readonly namespace: string })[] =>
  servicesOn(environment)
    .filter(({ calls = [] }) => calls.includes(service.name))
    .map((caller) => ({ ...caller, namespace: namespaceOf(caller) }));

/** @throws Error for a service that does not say where it runs. */
function namespaceOf({ name, namespace }: AnyService): string {
  if (namespace !== undefined) return namespace;
  throw new Error(`Service ${name} does not say where it runs: add namespace to its declaration.`);
}

/** The ports of metrics of the services that are on, each with its namespace and with a name of its own. */
export const metricsOf = (
  environment: ServiceSections,
): (Omit<MetricsPort, "namespace"> & { readonly name: string; readonly namespace: string })[] =>
  servicesOn(environment).flatMap((service) =>
    (service.metrics ?? []).map((port, _, { length }) => {
      const namespace = port.namespace ?? namespaceOf(service);
      return { ...port, namespace, name: length === 1 ? service.name : namespace };
    }),
  );

/**
 * The services that are on and that this one calls.
 *
 * @throws Error for one that does not say where it is reached.
 */
export const calleesOf = ({ calls = [] }: AnyService, environment: ServiceSections): ServedService[] =>
  calls
    .map(serviceNamed)
    .filter((callee) => isOn(callee, environment))
    .map(served);

/**
 * The services that are on and that the pods of the teams may call.
 *
 * @throws Error for one that does not say where it is reached.
 */
export const openToTeams = (environment: ServiceSections): ServedService[] =>
  servicesOn(environment)
    .filter((service) => service.openToTeams)
    .map(served);

/** All ports at which a service is called. */
export const portsOf = ({ serves }: ServedService): number[] => [serves.port, ...(serves.otherPorts ?? [])];

function served(service: AnyService): ServedService {
  if (service.namespace !== undefined && service.serves) return service as ServedService;
  throw new Error(
    `Service ${service.name} is called, and does not say where it runs: add namespace and serves to its declaration.`,
  );
}
