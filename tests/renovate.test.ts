import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { charts } from "@aip/facts/charts.ts";
import { eksAddons } from "@aip/facts/eks-addons.ts";
import { kubernetesVersions } from "@aip/facts/eks-versions.ts";
import { images } from "@aip/facts/images.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly datasourceTemplate: string;
  readonly depNameTemplate?: string;
  readonly packageNameTemplate?: string;
}

const { customManagers } = JSON.parse(readFileSync(`${root}renovate.json`, "utf8")) as {
  readonly customManagers: readonly Manager[];
};
const files = globSync(["facts/**/*.ts", ".github/workflows/*.yaml", ".ci/run"], { cwd: root });

/** What Renovate would look up, as `datasource package version`: its regex managers do with our files what this does. */
const found = customManagers.flatMap((manager) =>
  files
    .filter((file) =>
      manager.managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)),
    )
    .flatMap((file) => {
      const text = readFileSync(`${root}${file}`, "utf8");
      return manager.matchStrings.flatMap((pattern) => [...text.matchAll(new RegExp(pattern, "g"))]);
    })
    .map(({ groups = {} }) => {
      const filled = (template: string) =>
        template.replaceAll(/\{\{\{(\w+)\}\}\}/g, (_, name: string) => groups[name] ?? "");
      const name = filled(manager.packageNameTemplate ?? manager.depNameTemplate ?? "{{{depName}}}");
      return `${manager.datasourceTemplate} ${name} ${groups.currentValue}`;
    }),
);

const of = (...datasources: string[]): string[] =>
  found.filter((line) => datasources.includes(line.split(" ")[0] ?? "")).toSorted();

describe("Renovate", () => {
  it("finds every chart and every image of the tables", () => {
    const expected = [
      ...Object.values(charts).map(({ repository, chart, version }) =>
        repository.startsWith("oci://")
          ? `docker ${repository.slice("oci://".length)}/${chart} ${version}`
          : `helm ${chart} ${version}`,
      ),
      ...Object.values(images).map(({ repository, tag }) => `docker ${repository} ${tag}`),
    ];
    assert.deepEqual(of("helm", "docker"), expected.toSorted());
  });

  it("finds every add-on of EKS, by Kubernetes version where they differ", () => {
    const expected = Object.entries(eksAddons).flatMap(([addonName, { versions }]) => {
      const differing = new Set(Object.values(versions)).size > 1;
      if (!differing) return [`aws-eks-addon {"addonName": "${addonName}"} ${Object.values(versions)[0]}`];
      return Object.entries(versions).map(
        ([kubernetes, version]) =>
          `aws-eks-addon {"addonName": "${addonName}", "kubernetesVersion": "${kubernetes}"} ${version}`,
      );
    });
    assert.deepEqual(of("aws-eks-addon"), expected.toSorted());
  });

  it("finds the tools that are installed by hand", () => {
    const installed = of("go", "npm").map((line) => line.replace(/ v?[\d.]+$/, ""));
    assert.deepEqual(installed, [
      "go github.com/rhysd/actionlint",
      "go github.com/rhysd/actionlint",
      "go helm.sh/helm/v3",
      "go helm.sh/helm/v3",
      "go helm.sh/helm/v3",
      "npm renovate",
    ]);
    assert.equal(new Set(of("go")).size, 2, "one version of actionlint, and one of helm");
  });

  it("compares the newest Kubernetes version with those of EKS", () => {
    assert.deepEqual(of("endoflife-date"), [`endoflife-date amazon-eks ${kubernetesVersions.at(-1)}`]);
  });
});
