import assert from "node:assert/strict";
import { CopiedRepository } from "../support/copied-repository.ts";

const declaration = `import { defineService } from "./define.ts";
import { cpuQuantity, replicas } from "./values.ts";

export const greeter = defineService({
  name: "greeter",
  title: "Greeter",
  summary: "Greets.",
  layer: "ml-services",
  key: "greeter",
  namespace: "greeter",
  keys: {
    /** Pods. Default: 2. */
    replicas: replicas.default(2),
    /** CPU that each pod asks for. Default: 50m. */
    cpu: cpuQuantity.default("50m"),
  },
  requires: [{ service: "external-secrets", because: "its password comes from Secrets Manager" }],
  serves: { service: "greeter", port: 7000 },
  calls: ["mlflow"],
  subdomain: "greeter",
  forward: { localPort: 7000 },
  login: { kind: "token", reason: "A token that is made up, for a test." },
  database: true,
  vaultAccounts: ["greeter"],
  alerts: true,
});
`;

const component = `import * as pulumi from "@pulumi/pulumi";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { Workload } from "../kubernetes/workload.ts";
import { type Database, databaseFlow, quotaFor, type Reachable, type ServiceShape } from "./service.ts";

interface GreeterArgs extends Omit<ServiceShape, "memory">, Reachable {
  readonly database: Database;
}

export class Greeter extends pulumi.ComponentResource {
  constructor(name: string, args: GreeterArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:Greeter", name, {}, options);
    const parent = { parent: this };
    const size = { cpu: args.cpu, memory: "64Mi" };
    const quota = quotaFor(args.replicas, size);
    const { namespace } = new PlatformNamespace(\`\${name}-space\`, { namespace: args.namespace, quota }, parent);
    new Workload(
      name,
      {
        serviceName: args.serviceName,
        namespace,
        image: "ghcr.io/example/greeter:1.0.0",
        port: args.port,
        env: { DATABASE_HOST: args.database.host },
        resources: size,
        probes: { readyPath: "/health", startupSeconds: 30 },
        scaling: { by: "fixed", replicas: args.replicas },
        callers: args.callers,
        egress: [databaseFlow(args.database), ...args.calls],
      },
      parent,
    );
    this.registerOutputs({});
  }
}
`;

const layer = "stacks/ml-services/index.ts";
const line = `services.compose(greeter, (settings) =>
    new Greeter("greeter", { ...settings, ...place(greeter), database: database(greeter) }, options));
  `;

interface PlannedResource {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

describe("a service that is new", () => {
  const copy = new CopiedRepository();
  after(() => copy.remove());

  const addDeclaration = () => {
    copy.write("services/greeter.ts", declaration);
    copy.edit(
      "services/table.ts",
      "import { inference }",
      'import { greeter } from "./greeter.ts";\nimport { inference }',
    );
    copy.edit("services/table.ts", "  inference,\n", "  inference,\n  greeter,\n");
  };
  const addLine = () => {
    copy.edit(layer, "return contracts", `${line}return contracts`);
    copy.edit(
      layer,
      "import * as aws",
      'import { Greeter } from "@aip/components/ml/greeter.ts";\nimport { greeter } from "@aip/services/greeter.ts";\nimport * as aws',
    );
  };
  const plan = () => copy.run("cli/main.ts", "plan", "dev", "--json", "plan.json", "--html", "plan.html");

  before(() => {
    addDeclaration();
    copy.write("components/ml/greeter.ts", component);
    addLine();
  });

  describe("with a declaration, a component and a line in its layer", () => {
    let resources: PlannedResource[];
    let endpoints: { service: string; url: string }[];
    let outputs: Record<string, Record<string, Record<string, string>>>;

    before(() => {
      const { code, output } = plan();
      assert.equal(code, 0, output);
      const file = JSON.parse(copy.read("plan.json"));
      endpoints = file.endpoints;
      resources = file.layers.flatMap((planned: { resources: PlannedResource[] }) => planned.resources);
      outputs = Object.fromEntries(
        file.layers.map(({ name, outputs }: { name: string; outputs: object }) => [name, outputs]),
      );
    });

    it("is in the plan, and may reach what it calls, which lets it in", () => {
      assert.ok(resources.some(({ type, name }) => type === "aip:ml:Greeter" && name === "greeter"));
      const policy = (name: string) =>
        JSON.stringify(
          resources.find(({ type, name: found }) => found === name && type.endsWith(":NetworkPolicy"))
            ?.inputs,
        );
      assert.match(policy("greeter-network"), /"egress":.*"kubernetes.io\/metadata.name":"mlflow"/);
      assert.match(policy("mlflow-network"), /"ingress":.*"kubernetes.io\/metadata.name":"greeter"/);
    });

    it("has an address", () => {
      assert.ok(
        endpoints.some(({ service, url }) => service === "Greeter" && url === "http://localhost:7000"),
        JSON.stringify(endpoints),
      );
    });

    it("has a database, a user in MLflow and a role in Vault", () => {
      assert.equal(outputs.data?.databaseNames?.greeter, "greeter");
      assert.equal(outputs.security?.vaultRoles?.greeter, "greeter");
      assert.ok(resources.some(({ name }) => name === "mlflow-users-greeter"));
    });

    it("is covered by the alerts", () => {
      const rules = resources.find(({ type }) => type.endsWith(":PrometheusRule"));
      assert.match(JSON.stringify(rules?.inputs), /mlflow\|feast\|airflow\|inference\|greeter/);
    });

    it("is in the docs, and in the schema that editors use", () => {
      const { code, output } = copy.run("tools/docs/generate.ts");
      assert.equal(code, 0, output);
      assert.match(copy.read("docs/reference/services.md"), /### Greeter\n\nGreets\./);
      assert.match(copy.read("docs/reference/environment.md"), /mlServices\.greeter\.replicas/);
      assert.match(copy.read("environments/environment.schema.json"), /"greeter"/);
    });

    it("has keys in the schema of an environment file", () => {
      copy.edit(
        "environments/Pulumi.dev.yaml",
        "  platform:policies:",
        "  platform:mlServices:\n    greeter:\n      replicas: 0\n  platform:policies:",
      );
      const { code, output } = plan();
      assert.equal(code, 2, output);
      assert.match(output, /platform:mlServices\.greeter\.replicas: .*at least 1 pod/);
      copy.edit(
        "environments/Pulumi.dev.yaml",
        "greeter:\n      replicas: 0",
        "greeter:\n      enabled: false",
      );
    });

    it("is not there while it is off", () => {
      const { code, output } = plan();
      assert.equal(code, 0, output);
      assert.doesNotMatch(copy.read("plan.json"), /greeter/i);
      copy.edit(
        "environments/Pulumi.dev.yaml",
        "greeter:\n      enabled: false",
        "greeter:\n      enabled: true",
      );
    });
  });

  describe("with one of the three missing", () => {
    it("fails without its line, and the message names the layer's file", () => {
      copy.edit(layer, line, "");
      const { code, output } = plan();
      assert.notEqual(code, 0);
      assert.match(
        output,
        /does not compose greeter.*add a line for it to\s+stacks\/ml-services\/index\.ts/s,
      );
      copy.edit(layer, "return contracts", `${line}return contracts`);
    });

    it("fails without its component, and the message names the file", () => {
      copy.delete("components/ml/greeter.ts");
      const { code, output } = plan();
      assert.notEqual(code, 0);
      assert.match(output, /components\/ml\/greeter\.ts/);
      copy.write("components/ml/greeter.ts", component);
    });

    it("fails without its place in the table, and the message names the table", () => {
      copy.edit("services/table.ts", "  greeter,\n", "");
      copy.edit(
        "environments/Pulumi.dev.yaml",
        "  platform:mlServices:\n    greeter:\n      enabled: true\n",
        "",
      );
      const { code, output } = plan();
      assert.notEqual(code, 0);
      assert.match(output, /composes greeter, which services\/table\.ts does not have/);
    });

    it("fails without its declaration, and the message names the file", () => {
      copy.delete("services/greeter.ts");
      const { code, output } = plan();
      assert.notEqual(code, 0);
      assert.match(output, /services\/greeter\.ts/);
    });
  });
});
