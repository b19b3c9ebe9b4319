export {
  type Address,
  type AddressContext,
  addresses,
  hostname,
  mayBeRouted,
  teamDomain,
  urlOf,
} from "./addresses.ts";
export {
  type AnyService,
  defineService,
  type Profile,
  type ServedService,
  type ServiceLayer,
  sections,
} from "./define.ts";
export {
  alertNamespaces,
  calleesOf,
  callersOf,
  databasesOf,
  imagesOf,
  metricsOf,
  openToTeams,
  portsOf,
  vaultLogins,
} from "./needs.ts";
export { serviceRules } from "./rules.ts";
export {
  isOn,
  type ServiceSections,
  type Settings,
  serviceKeys,
  servicesOn,
  settingsOf,
  writeOutServices,
} from "./settings.ts";
export { serviceNamed, services } from "./table.ts";
