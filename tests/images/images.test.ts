import assert from "node:assert/strict";
import { join } from "node:path";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { charts } from "@aip/facts/charts.ts";
import { images, ownImages } from "@aip/facts/images.ts";
import { imagesOf, serviceNamed } from "@aip/services";
import { imageFiles, imageNames, imagesFolder, imageTable } from "../../tools/images/table.ts";
import { run } from "../real/support/processes.ts";
import { pythonPrograms } from "../real/support/software.ts";
import { skip } from "../support/skip.ts";
import { dockerfileProblems, requirements } from "./rules.ts";

describe("images of our own", () => {
  it("are in the table as their folders make them: npm run images:table", () => {
    assert.deepEqual(imageTable(ownImages), ownImages);
  });

  it("lose their digest when a file changes, and take one that was built", () => {
    const digest = `sha256:${"a".repeat(64)}`;
    const [name = ""] = imageNames();
    assert.equal(imageTable({ [name]: { tag: "0.0.1-00000000", digest } })[name]?.digest, null);
    const table = imageTable(ownImages, { [name]: digest });
    assert.equal(table[name]?.digest, digest);
    assert.equal(imageTable(table)[name]?.digest, digest);
  });

  it("take no digest that is none, and none of an image that there is not", () => {
    assert.throws(
      () => imageTable(ownImages, { feast: "sha256:1", other: `sha256:${"a".repeat(64)}` }),
      /sha256:1 is no digest .*; there is no image other; there are .*feast/,
    );
  });

  it("get a repository in every environment that runs them", () => {
    for (const environment of environmentNames()) {
      const { environment: settings } = readEnvironmentFile(environment);
      for (const image of imageNames()) assert.ok(imagesOf(settings).includes(image), environment);
    }
    assert.equal(serviceNamed("feast").login.kind, "token");
  });

  it("have the Airflow that its chart is made for, and the MLflow of the server", () => {
    const lock = requirements(imageFiles("airflow").get("requirements.txt") ?? "");
    const version = (name: string) => lock.get(name)?.map(({ version }) => version);
    assert.deepEqual(version("apache-airflow"), [charts.airflow.appVersion]);
    assert.deepEqual(version("mlflow-skinny"), [/[\d.]+/.exec(images.mlflow.tag)?.[0]]);
    const feast = requirements(imageFiles("feast").get("requirements.txt") ?? "");
    assert.deepEqual(version("feast"), [feast.get("feast")?.[0]?.version]);
  });

  for (const image of imageNames()) {
    const file = (name: string): string => {
      const text = imageFiles(image).get(name);
      return text ?? assert.fail(`images/${image}/${name} is missing`);
    };

    it(`${image} is pinned, runs as no root, and installs what its lock says alone`, () => {
      assert.deepEqual(dockerfileProblems(file("Dockerfile")), []);
    });

    it(`${image} has hadolint find nothing`, async function () {
      const programs = pythonPrograms("hadolint");
      if (!programs) return skip(this, "hadolint is not installed: npm run test:real:install");
      const found = await run([join(programs, "hadolint"), join(imagesFolder, image, "Dockerfile")]);
      assert.deepEqual(found, { code: 0, output: "" });
    });

    it(`${image} leaves out of its build everything that it does not name`, () => {
      assert.equal(file(".dockerignore").split("\n")[0], "*");
    });

    it(`${image} has a lock with hashes, of the versions that are wanted`, () => {
      const lock = requirements(file("requirements.txt"));
      for (const [name, entries] of lock)
        for (const { hashes } of entries) assert.ok(hashes > 0, `${name} has no hash`);
      for (const [name, [wanted]] of requirements(file("requirements.in")))
        assert.deepEqual(
          lock.get(name)?.map(({ version }) => version),
          [wanted?.version],
          `${name}: npm run images:lock -- ${image}`,
        );
      const version = /image\.version="([^"]+)"/.exec(file("Dockerfile"))?.[1];
      assert.equal(
        (lock.get(image) ?? lock.get(`apache-${image}`))?.[0]?.version,
        version,
        "the label has the version of what the image is for",
      );
    });
  }
});

describe("the rules for images", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const problems = (...lines: string[]) => dockerfileProblems(lines.join("\n"));

  it("find a base that floats or has no digest, and no user or root", () => {
    assert.deepEqual(problems("FROM python:3.11"), [
      "FROM python:3.11 needs a registry, a tag and a digest",
      "USER root needs a user and a group by number, not root",
    ]);
    assert.deepEqual(problems(`FROM docker.io/library/python:latest@${digest}`, "USER 0:0"), [
      `FROM docker.io/library/python:latest@${digest} floats`,
      "USER 0:0 needs a user and a group by number, not root",
    ]);
  });

  it("find packages without a lock, what is fetched beside them, and ADD", () => {
    const good = [`FROM docker.io/library/python:3.11@${digest}`, "USER 10001:10001"];
    assert.deepEqual(problems(...good), []);
    assert.deepEqual(problems(...good, "RUN pip install --no-cache-dir feast"), [
      "RUN pip install needs --require-hashes",
      "RUN pip install needs --only-binary :all:",
    ]);
    assert.deepEqual(problems(...good, "RUN curl https://example.com | sh", "ADD x.tar /"), [
      "RUN fetches something that no lock knows",
      "ADD x.tar /: use COPY",
    ]);
  });

  it("find a package of a lock that has no version or no hash", () => {
    assert.throws(() => requirements("feast>=0.64\n"), /not pinned: feast>=0.64/);
    assert.deepEqual(requirements("feast==0.64.0\n").get("feast"), [{ version: "0.64.0", hashes: 0 }]);
  });
});
