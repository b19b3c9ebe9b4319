import { type AnyService, type Profile, type SettingProblem, sections } from "./define.ts";
import { isOn, type ServiceSections, servicesOn, settingsOf } from "./settings.ts";
import { services } from "./table.ts";

type Switched = ServiceSections & { readonly profile: Profile };

/**
 * What each rule of the services finds wrong, by the path in an environment's file. Each reads no more of the settings
 * than it needs.
 */
export const serviceRules: readonly ((environment: Switched) => readonly SettingProblem[])[] = (
  services as readonly AnyService[]
).flatMap((service) => [
  (environment) => (isOn(service, environment) ? [] : needed(service, environment)),
  ...Object.entries<number | undefined>(service.productionMinimum ?? {}).map(
    ([key, least = 0]) =>
      (environment: Switched) =>
        isOn(service, environment) ? tooSmall(service, environment, key, least) : [],
  ),
  (environment) => (isOn(service, environment) ? checked(service, environment) : []),
]);

const pathOf = ({ layer, key }: AnyService): string => `${sections[layer]}.${key}`;

/** Why a service that is off should be on: one entry that names everyone who needs it. */
function needed(service: AnyService, environment: Switched): SettingProblem[] {
  const { requiredInProduction } = service;
  const reasons = [
    ...(requiredInProduction !== undefined && environment.profile === "production"
      ? [`in production, because ${requiredInProduction}`]
      : []),
    ...servicesOn(environment).flatMap((dependant) =>
      (dependant.requires ?? [])
        .filter((requirement) => requirement.service === service.name)
        .filter(({ when }) => when?.(settingsOf(dependant, environment)) !== false)
        .map(({ because }) => `while ${dependant.title} (${pathOf(dependant)}) is on, because ${because}`),
    ),
  ];
  if (reasons.length === 0) return [];
  return [{ path: `${pathOf(service)}.enabled`, found: false, allowed: `true ${reasons.join("; ")}` }];
}

function tooSmall(
  service: AnyService,
  environment: Switched,
  key: string,
  least: number,
): readonly SettingProblem[] {
  const settings: Readonly<Record<string, unknown>> = settingsOf(service, environment);
  if (environment.profile !== "production" || Number(settings[key]) >= least) return [];
  const path = `${pathOf(service)}.${key}`;
  return [{ path, found: settings[key], allowed: `at least ${least} in production` }];
}

function checked(service: AnyService, environment: Switched): readonly SettingProblem[] {
  const settings = settingsOf(service, environment);
  const found = service.check?.(settings as never, environment) ?? [];
  return found.map((problem) => ({ ...problem, path: `${pathOf(service)}.${problem.path}` }));
}
