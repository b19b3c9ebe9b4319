import { isRecord } from "@aip/common/records.ts";
import type { z } from "zod";
import {
  type AnyService,
  type Profile,
  type Service,
  type ServiceLayer,
  type SettingsOf,
  sections,
  settingsSchema,
} from "./define.ts";
import { type DeclaredService, services } from "./table.ts";

/** The sections of an environment that hold the settings of services. */
export type ServiceSections = {
  readonly [Layer in ServiceLayer as (typeof sections)[Layer]]: Readonly<Record<string, unknown>>;
};

/** The settings of a service, by its declaration. */
export type Settings<S> =
  S extends Service<string, ServiceLayer, string, infer Keys> ? SettingsOf<Keys> : never;

export const settingsOf = <S extends AnyService>(service: S, environment: ServiceSections): Settings<S> =>
  environment[sections[service.layer]][service.key] as Settings<S>;

export const isOn = (service: AnyService, environment: ServiceSections): boolean =>
  settingsOf(service, environment).enabled;

/** The services that an environment runs, in the order of the table. */
export const servicesOn = (environment: ServiceSections): AnyService[] =>
  services.filter((service) => isOn(service, environment));

/** What a layer's services add to its section of the environment's schema. */
export type ServiceKeys<Layer extends ServiceLayer> = {
  [S in Extract<DeclaredService, { readonly layer: Layer }> as S["key"]]: z.ZodPrefault<
    z.ZodType<Settings<S>, Partial<Settings<S>>>
  >;
};

export const serviceKeys = <Layer extends ServiceLayer>(layer: Layer): ServiceKeys<Layer> =>
  Object.fromEntries(
    services
      .filter((service) => service.layer === layer)
      .map((service) => [service.key, settingsSchema(service).prefault({})]),
  ) as unknown as ServiceKeys<Layer>;

/**
 * The values of an environment with each service written out: `true` and `false` as a mapping with `enabled`, and what the
 * profile sets where the values say nothing. Whatever is no mapping stays as it is, for the schema to refuse.
 */
export function writeOutServices(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const written: Record<string, unknown> = { ...values };
  for (const service of services as readonly AnyService[]) {
    const name = sections[service.layer];
    const section = written[name] ?? {};
    if (!isRecord(section)) continue;
    const given = section[service.key] ?? {};
    const mapping = typeof given === "boolean" ? { enabled: given } : given;
    if (!isRecord(mapping)) continue;
    const defaults = service.profiles?.[values.profile as Profile] ?? {};
    written[name] = { ...section, [service.key]: { ...defaults, ...mapping } };
  }
  return written;
}
