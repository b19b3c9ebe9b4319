import type { AnyService, ForwardTarget, Profile } from "./define.ts";
import { type ServiceSections, servicesOn } from "./settings.ts";

/** What decides the addresses of an environment's services. */
export type AddressContext = ServiceSections & {
  /** The environment's name, such as `staging`. */
  readonly name: string;
  readonly domain: string;
  readonly profile: Profile;
  readonly access: "forward" | "gateway";
  readonly security: { readonly gateway: { readonly exposure: "internal" | "internet" } };
};

/** The way a person reaches a service. */
export interface Address {
  readonly service: AnyService;
  /** Name in lists. */
  readonly title: string;
  readonly url: string;
  /** Port on this machine, and where a forwarded connection ends. */
  readonly forward: Required<ForwardTarget> & { readonly namespace: string };
}

/**
 * The host name of a service: production has the bare subdomain, every other environment adds its name.
 *
 * @throws Error for a service that has no subdomain.
 */
export function hostname(service: AnyService, context: NameContext): string {
  const { subdomain } = service;
  if (subdomain === undefined) throw new Error(`Service ${service.name} has no subdomain.`);
  return nameUnderDomain(subdomain, context);
}

/** The domain below which a team has its hosts, each one label longer. */
export const teamDomain = (team: string, context: NameContext): string => nameUnderDomain(team, context);

type NameContext = Pick<AddressContext, "name" | "domain" | "profile">;

const nameUnderDomain = (label: string, { name, domain, profile }: NameContext): string =>
  `${profile === "production" ? label : `${label}-${name}`}.${domain}`;

/** Whether a service may have a route through the gateway: not from the internet where it knows no login. */
export const mayBeRouted = (service: AnyService, { security }: Pick<AddressContext, "security">): boolean =>
  service.login.kind !== "none" || security.gateway.exposure === "internal";

/** As lists of addresses name a service. */
export const addressTitle = (service: AnyService): string => service.addressTitle ?? service.title;

/** Where people reach a service, on or off. */
export const urlOf = (service: AnyService, context: AddressContext): string =>
  context.access === "forward"
    ? `http://localhost:${service.forward?.localPort}`
    : `https://${hostname(service, context)}`;

/** The addresses of the services that an environment runs. What is off, or has no route, has none. */
export const addresses = (context: AddressContext): Address[] =>
  servicesOn(context).flatMap((service) => {
    const { forward, serves, namespace, subdomain } = service;
    if (!forward || !serves || namespace === undefined || subdomain === undefined) return [];
    if (context.access === "gateway" && !mayBeRouted(service, context)) return [];
    const { localPort, object = `service/${serves.service}`, port = serves.port } = forward;
    return [
      {
        service,
        title: addressTitle(service),
        url: urlOf(service, context),
        forward: { localPort, object, port, namespace },
      },
    ];
  });
