import assert from "node:assert/strict";
import { findPulumi } from "../../cli/engine/cli.ts";
import { skip } from "../support/skip.ts";
import { exampleOf, packages, subpathsOf } from "./packed.ts";
import { preview } from "./preview.ts";
import { ConsumerProject, type ProgramRun, type Template } from "./project.ts";

const templates: Readonly<Record<string, Template>> = {
  "Pulumi's template": { module: "nodenext", moduleResolution: "nodenext" },
  "Pulumi's template with ES modules": { type: "module", module: "nodenext", moduleResolution: "nodenext" },
  "Pulumi's older template": { module: "commonjs", moduleResolution: "node" },
};

const misspelt = `
import { EncryptionKey } from "@aip/components";
import { resourceRule } from "@aip/policies";
new EncryptionKey("key", { descriptio: "misspelt" });
resourceRule({ nam: "misspelt" });
`;

/** Imports every way in, and prints the names that are not the same thing by another way. */
const everyWayIn = (): string => {
  const specifiers = packages.flatMap(subpathsOf);
  const imports = specifiers.map((specifier, index) => `import * as way${index} from "${specifier}";`);
  const ways = specifiers.map((_, index) => `way${index}`);
  return `${imports.join("\n")}
const found = new Map<string, unknown>();
const differing: string[] = [];
for (const way of [${ways.join(", ")}]) {
  for (const [name, value] of Object.entries(way)) {
    if (name === "default" || name === "module.exports") continue;
    if (found.has(name) && found.get(name) !== value) differing.push(name);
    found.set(name, value);
  }
}
console.log(JSON.stringify({ names: found.size, differing }));
`;
};

for (const [name, template] of Object.entries(templates)) {
  describe(`A project of ${name}`, function () {
    this.timeout(900_000);
    let project: ConsumerProject;
    let found: string[];

    before(() => {
      project = new ConsumerProject(template, {
        "index.ts": exampleOf("components"),
        "facts.ts": exampleOf("facts"),
        "policies.ts": exampleOf("policies"),
        "pricing.ts": exampleOf("pricing"),
        "every-way-in.ts": everyWayIn(),
        "misspelt.ts": misspelt,
      });
      found = project.compile();
    });
    after(() => project?.remove());

    it("compiles the examples of the READMEs, and refuses misspelt arguments", () => {
      assert.deepEqual(
        found.filter((line) => !line.startsWith("misspelt.ts")),
        [],
      );
      assert.match(
        found.join("\n"),
        /^misspelt\.ts\(4,.*'descriptio' does not exist in type 'EncryptionKeyArgs'/m,
      );
      assert.match(found.join("\n"), /^misspelt\.ts\(5,.*'nam' does not exist in type/m);
    });

    it("finds the same things by every way in", () => {
      const { names, differing } = JSON.parse(project.run("bin/every-way-in.js")) as {
        names: number;
        differing: string[];
      };
      assert.deepEqual(differing, []);
      assert.ok(names > 100, `${names} names`);
    });

    it("reads the tables", () => {
      const [chart, gpu, supportEnds, namespaced] = project.run("bin/facts.js").split("\n");
      assert.match(chart ?? "", /^vault \d+\.\d+\.\d+ https:/);
      assert.equal(gpu, "L4 1");
      assert.match(supportEnds ?? "", /^\d{4}-\d\d-\d\d$/);
      assert.equal(namespaced, "false");
    });

    it("prices resources", () => {
      const [total, hourly] = project.run("bin/pricing.js").trim().split("\n").slice(-2);
      assert.match(total ?? "", /^[1-9]\d*\.\d\d 0$/);
      assert.ok(Number(hourly) > 0.05, hourly);
    });

    it("starts a policy pack of its own, which reports its port to the engine", async () => {
      assert.match(await project.firstLine("bin/policies.js"), /^\d+$/);
    });

    it("previews the example on the real engine, in which the installed policy pack finds nothing mandatory", function () {
      const pulumi = findPulumi();
      if (pulumi === undefined) {
        skip(this, "the real engine: no pulumi executable on PATH or under ~/.pulumi");
        return;
      }
      if (template.module === "commonjs") {
        // The engine takes TypeScript from beside the SDK, which is linked here: version 6 refuses these settings.
        skip(this, "the older template on the real engine: the linked SDK brings TypeScript 6");
        return;
      }
      const printed = preview(project.folder, pulumi);
      assert.match(printed, /aip-policies@v\d/);
      assert.match(printed, /aws:rds:Instance platform-instance create/);
      assert.doesNotMatch(printed, /\[mandatory\]|error:/);
    });

    describe("runs the example of the components, in which", () => {
      let run: ProgramRun;
      before(() => {
        run = project.runProgram();
      });
      const inputsOf = (type: string, resource: string): string => {
        const found = run.registered.find((each) => each.type === type && each.name === resource);
        assert.ok(found, `no ${type} ${resource}`);
        return JSON.stringify(found.inputs);
      };

      it("the services have addresses", () => {
        assert.equal(run.mlflowUrl, "http://mlflow.mlflow.svc:5000");
        assert.equal(run.scoringUrl, "http://scoring.scoring.svc:8080");
      });

      it("the name of the bucket begins as its argument says, and reaches MLflow", () => {
        const deployment = inputsOf("kubernetes:apps/v1:Deployment", "mlflow-deployment");
        assert.match(deployment, /s3:\/\/acme-dev-artifacts-made\/mlflow/);
        assert.match(
          inputsOf("aws:iam/rolePolicy:RolePolicy", "scoring-identity-policy"),
          /arn:aws:s3:::acme-dev-artifacts-made\/\*/,
        );
      });

      it("the address of the database reaches MLflow", () => {
        assert.match(
          inputsOf("kubernetes:external-secrets.io/v1:ExternalSecret", "mlflow-synced"),
          /@db\.example:5432\/mlflow\?/,
        );
      });
    });
  });
}
