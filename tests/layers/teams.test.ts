import assert from "node:assert/strict";
import { readEnvironmentFile } from "@aip/environments";
import { openToTeams, portsOf } from "@aip/services";
import { planEnvironment } from "../../cli/plan/plan.ts";

interface Rule {
  readonly to?: readonly Record<string, unknown>[];
  readonly from?: readonly Record<string, unknown>[];
  readonly ports: readonly { readonly port: number | string }[];
}
interface Policy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly ingress?: readonly Rule[]; readonly egress?: readonly Rule[] };
}

const hasPorts = ({ ports }: Rule, wanted: readonly number[]) =>
  wanted.every((port) => ports.some((each) => each.port === port));
const selector = (namespace: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } },
});
const allTeams = JSON.stringify({ matchExpressions: [{ key: "ai-platform/team", operator: "Exists" }] });

for (const name of ["dev", "prod"]) {
  const { environment } = readEnvironmentFile(name);

  describe(`the network of the teams of ${name}`, () => {
    let teams: readonly Policy[] = [];
    let services: readonly Policy[] = [];
    before(async () => {
      const { layers } = await planEnvironment(name);
      const policies = layers
        .flatMap(({ resources }) => resources)
        .filter(({ type }) => type.endsWith(":NetworkPolicy"))
        .map(({ inputs }) => inputs as unknown as Policy);
      const ofTeam = ({ metadata }: Policy) => metadata.name === "allow-team";
      teams = policies.filter(ofTeam);
      services = policies.filter((policy) => !ofTeam(policy));
    });

    it("leads to every service that is open to teams, and is let in there", () => {
      const open = openToTeams(environment);
      assert.deepEqual(
        open.map((service) => service.name),
        ["mlflow", "feast", "inference", "vault", "otel"],
      );
      assert.equal(teams.length, Object.keys(environment.teams).length);
      for (const service of open) {
        const ports = portsOf(service);
        for (const { metadata, spec } of teams) {
          assert.ok(
            spec.egress?.some(
              (rule) =>
                JSON.stringify(rule.to) === JSON.stringify([selector(service.namespace)]) &&
                hasPorts(rule, ports),
            ),
            `${metadata.namespace} may not go to ${service.name}`,
          );
        }
        const letsIn = services
          .filter(({ metadata }) => metadata.namespace === service.namespace)
          .flatMap(({ spec }) => spec.ingress ?? [])
          .some(
            ({ from = [], ...rule }) =>
              from.some(({ namespaceSelector }) =>
                [allTeams, "{}"].includes(JSON.stringify(namespaceSelector)),
              ) && hasPorts(rule, ports),
          );
        assert.ok(letsIn, `${service.name} lets no team in`);
      }
    });

    it("leaves the VPC out of HTTPS to the outside, but for the addresses of its endpoints", () => {
      const { vpcCidr, podCidrs, interfaceEndpoints } = environment.network;
      for (const { spec } of teams) {
        const [https] = spec.egress?.filter(({ to }) => JSON.stringify(to).includes("0.0.0.0/0")) ?? [];
        assert.deepEqual(
          https?.ports.map(({ port }) => port),
          [443],
        );
        const [outside, ...endpoints] = https?.to ?? [];
        assert.deepEqual(outside, { ipBlock: { cidr: "0.0.0.0/0", except: [vpcCidr, ...podCidrs] } });
        assert.equal(endpoints.length === 0, interfaceEndpoints.profile === "none");
        const addresses = endpoints.map(({ ipBlock }) => JSON.stringify(ipBlock));
        assert.equal(new Set(addresses).size, endpoints.length, "an address is there twice");
        for (const address of addresses) assert.match(address, /"10\.\d+\.\d+\.\d+\/32"/);
      }
    });

    it("lets Prometheus in on the port for metrics, and the gateway, where there is one, on that for requests", () => {
      const ports = environment.access === "gateway" ? ["http", "metrics"] : ["metrics"];
      for (const { spec } of teams) {
        const fromOutside = spec.ingress?.filter(({ ports: named }) => named !== undefined) ?? [];
        assert.deepEqual(
          fromOutside.map((rule) => rule.ports.map(({ port }) => port)),
          ports.map((port) => [port]),
        );
      }
    });
  });
}
