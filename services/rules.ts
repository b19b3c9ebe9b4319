import { type AnyService, type Profile, type SettingProblem, sections } from "./define.ts";
import { isOn, type ServiceSections, servicesOn, settingsOf } from "./settings.ts";
import { services } from "./table.ts";

type Switched = ServiceSections & { readonly profile: Profile };

/** What is wrong with the settings of an environment's services, by the path in its file. */
export const serviceProblems = (environment: Switched): SettingProblem[] => [
  ...(services as readonly AnyService[])
    .filter((service) => !isOn(service, environment))
    .flatMap((service) => needed(service, environment)),
  ...servicesOn(environment).flatMap((service) => wrongSettings(service, environment)),
];

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

function wrongSettings(service: AnyService, environment: Switched): SettingProblem[] {
  const settings: Readonly<Record<string, unknown>> = settingsOf(service, environment);
  const tooSmall = Object.entries<number | undefined>(service.productionMinimum ?? {})
    .filter(([key, least = 0]) => environment.profile === "production" && Number(settings[key]) < least)
    .map(([key, least]) => ({ path: key, found: settings[key], allowed: `at least ${least} in production` }));
  return [...tooSmall, ...(service.check?.(settings as never, environment.profile) ?? [])].map((problem) => ({
    ...problem,
    path: `${pathOf(service)}.${problem.path}`,
  }));
}
