import { pci, securityHub, soc2 } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

interface Tls {
  readonly parameter: string;
  readonly on: readonly string[];
  /** First version of the engine whose own default is on. */
  readonly since: number;
}

/** How each engine makes clients use TLS, and since when it does so by itself. Engines that cannot are not listed. */
const engines: readonly (readonly [RegExp, Tls])[] = [
  [/^aurora-postgresql/, { parameter: "rds.force_ssl", on: ["1", "on"], since: 17 }],
  [/^postgres/, { parameter: "rds.force_ssl", on: ["1", "on"], since: 15 }],
  [/^aurora-mysql/, { parameter: "require_secure_transport", on: ["1", "on"], since: 8.4 }],
  [/^mysql/, { parameter: "require_secure_transport", on: ["1", "on"], since: 8.4 }],
  [/^mariadb/, { parameter: "require_secure_transport", on: ["1", "on"], since: 11.8 }],
  [/^sqlserver/, { parameter: "rds.force_ssl", on: ["1"], since: Number.POSITIVE_INFINITY }],
];

const tlsOf = (engine: string): Tls | undefined => engines.find(([pattern]) => pattern.test(engine))?.[1];

/** `postgres17` and `mysql8.4`; `aurora-mysql8.0`; an engine's version `16.4`. */
const versionIn = (text: string): number => Number(/(\d+(\.\d+)?)[^\d]*/.exec(text)?.[1] ?? "0");

export const rdsTlsRequired = resourceRule({
  name: "rds-tls-required",
  family: "encryption",
  title: "Databases accept only TLS connections",
  reasoning:
    "A database that also takes plain connections gets them: from the client whose library does not try TLS first.",
  severity: "high",
  frameworks: [...securityHub("RDS.38", "RDS.39"), ...pci("4.2.1", "4.2.1.1"), ...soc2("CC6.7")],
  enforcement: "mandatory",
  remediation: [
    "Set rds.force_ssl to 1 (PostgreSQL, SQL Server) or require_secure_transport to ON (MySQL, MariaDB) in a parameter group.",
  ],
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html",
  types: [
    "aws:rds/parameterGroup:ParameterGroup",
    "aws:rds/clusterParameterGroup:ClusterParameterGroup",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
  ],
  check(view, { fail, notApplicable }) {
    const grouped = view.type.includes("arameterGroup");
    if (!grouped) {
      const group = view.type.includes("/instance:") ? "parameterGroupName" : "dbClusterParameterGroupName";
      if (view.at(group).isSet) notApplicable("its parameter group is judged");
      if (view.at("replicateSourceDb").isSet) notApplicable("a replica has the parameters of its source");
      const engine = view.at("engine").text() ?? "";
      const tls = tlsOf(engine);
      const version = view.at("engineVersion").text();
      if (tls === undefined || version === undefined) return;
      if (versionIn(version) < tls.since) {
        fail(`The default parameter group of ${engine} ${version} does not require TLS.`);
      }
      return;
    }
    const family = view.at("family").text() ?? "";
    const tls = tlsOf(family);
    if (tls === undefined) return notApplicable("the engine has no such parameter");
    const parameter = view
      .at("parameters")
      .list()
      .find((candidate) => candidate.at("name").text() === tls.parameter);
    const value = parameter?.at("value").text()?.toLowerCase();
    const required = value === undefined ? versionIn(family) >= tls.since : tls.on.includes(value);
    if (!required)
      fail(`${tls.parameter} is ${value ?? "not set, and off by default"} in the family ${family}.`);
  },
});
