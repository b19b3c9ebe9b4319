/** The reference of the services in Markdown: what each is for, what it needs, who calls it, and how it is reached. */
import { layerNames } from "@aip/contracts";
import { type AnyService, sections, serviceNamed, services } from "@aip/services";

const all: readonly AnyService[] = services;

export function servicesReference(): string {
  const layers = layerNames.flatMap((layer) => {
    const declared = all.filter((service) => service.layer === layer);
    return declared.length === 0 ? [] : [`## ${layer}`, ...declared.flatMap(section)];
  });
  return `${[introduction, ...layers].join("\n\n")}\n`;
}

const introduction = [
  "# Services",
  "",
  "What the platform runs, as `services/` declares it. Each service is switched by its key in an environment file:",
  "`platform:<section>.<key>: false`. One that is off makes nothing, has no address and costs nothing; one that another",
  "needs is refused to be off, in one error that names who needs it. Sizes and their defaults are in the",
  "[environment keys](environment.md).",
  "This page is generated from `services/` by `npm run docs:generate`; a test keeps it true.",
].join("\n");

function section(service: AnyService): string[] {
  const rows = facts(service)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `| ${name} | ${value.replaceAll("|", "\\|")} |`);
  return [`### ${service.title}`, service.summary, ["| | |", "| --- | --- |", ...rows].join("\n")];
}

const code = (text: string): string => `\`${text}\``;
const titles = (names: readonly string[]): string => names.map((name) => serviceNamed(name).title).join(", ");

function facts(service: AnyService): [name: string, value: string][] {
  const {
    layer,
    key,
    onByDefault = true,
    namespace,
    serves,
    subdomain,
    forward,
    login,
    requires = [],
  } = service;
  const callers = all.filter(({ calls = [] }) => calls.includes(service.name)).map(({ name }) => name);
  return [
    ["Key", `${code(`platform:${sections[layer]}.${key}`)}, ${onByDefault ? "on" : "off"} by default`],
    ["In production", inProduction(service)],
    ["Namespace", namespace === undefined ? "" : code(namespace)],
    ["In the cluster", serves && namespace ? ports(namespace, serves) : ""],
    [
      "Address",
      subdomain !== undefined && forward
        ? `${code(`https://${subdomain}.DOMAIN`)}, or ${code(`http://localhost:${forward.localPort}`)} by ${code("aip forward")}`
        : "",
    ],
    ["Login", login.reason],
    ["Needs", requires.map(({ service: name, because }) => `${titles([name])}: ${because}`).join("; ")],
    ["Calls", titles(service.calls ?? [])],
    ["Called by", [titles(callers), service.openToTeams ? "pods of teams" : ""].filter(Boolean).join(", ")],
    ["Database", service.database ? `${code(service.name)} on the platform's PostgreSQL` : ""],
    ["Vault", (service.vaultAccounts ?? []).map((account) => `service account ${code(account)}`).join(", ")],
    ["Alerts", service.alerts ? "when it has no pod that answers" : ""],
  ];
}

function ports(namespace: string, { service, port, otherPorts = [] }: NonNullable<AnyService["serves"]>) {
  const others = otherPorts.map((other) => `, and port ${other}`).join("");
  return `${code(`${service}.${namespace}.svc:${port}`)}${others}`;
}

function inProduction({ productionMinimum = {}, requiredInProduction }: AnyService): string {
  const least = Object.entries<number | undefined>(productionMinimum).map(
    ([key, count]) => `${code(key)} at least ${count}`,
  );
  const required = requiredInProduction === undefined ? [] : [`must be on, because ${requiredInProduction}`];
  return [...required, ...least].join("; ");
}
