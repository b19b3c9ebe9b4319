import assert from "node:assert/strict";
import { InvalidEnvironment, readEnvironmentFile } from "@aip/environments";
import { type AnyService, sections, services, settingsOf } from "@aip/services";
import { mlflow } from "@aip/services/mlflow.ts";
import type { Plan } from "../../cli/plan/file.ts";
import { planEnvironment } from "../../cli/plan/plan.ts";
import { ChangedEnvironment } from "../support/environment-files.ts";

const all: readonly AnyService[] = services;

/** The plan of an environment with these values changed. */
async function planWith(name: string, change: Record<string, unknown>): Promise<Plan> {
  const changed = new ChangedEnvironment(name, change);
  try {
    return await planEnvironment(name, { directory: changed.directory });
  } finally {
    changed.remove();
  }
}

/** Values that switch services on or off, and leave their other settings. */
const switched = (on: boolean, chosen: readonly AnyService[]) => {
  const change: Record<string, Record<string, { enabled: boolean }>> = {};
  for (const { layer, key } of chosen) {
    change[sections[layer]] = { ...change[sections[layer]], [key]: { enabled: on } };
  }
  return change;
};

/** The services that need this one with the settings that production has. */
const dependants = ({ name }: AnyService): AnyService[] => {
  const { environment } = readEnvironmentFile("prod");
  return all.filter((other) =>
    (other.requires ?? []).some(
      ({ service, when }) => service === name && when?.(settingsOf(other, environment)) !== false,
    ),
  );
};

const resourcesOf = (plan: Plan, layer: string) =>
  plan.layers.find(({ name }) => name === layer)?.resources.filter(({ custom }) => custom) ?? [];

describe("an environment with everything off but network and cluster, and no team", () => {
  let plan: Plan;
  before(async () => {
    plan = await planWith("dev", {
      ...switched(false, all),
      teams: undefined,
      clusterServices: {
        ...switched(false, all).clusterServices,
        storage: { shared: false, throughput: false },
      },
    });
  });

  it("plans, without an address, a database, a cache or an image", () => {
    assert.deepEqual(plan.endpoints, []);
    const types = plan.layers.flatMap(({ resources }) => resources.map(({ type }) => type));
    for (const type of ["aws:rds/instance:Instance", "aws:elasticache", "aws:ecr/repository", "vault:"])
      assert.deepEqual(
        types.filter((found) => found.startsWith(type)),
        [],
        type,
      );
  });

  it("has no object on the cluster but those of the cluster layer", () => {
    for (const layer of ["security", "data", "observability", "ml-services"]) {
      const objects = resourcesOf(plan, layer).filter(
        ({ type }) => type.startsWith("kubernetes:") && !type.startsWith("pulumi:providers"),
      );
      assert.deepEqual(
        objects.map(({ urn }) => urn),
        [],
        layer,
      );
    }
  });
});

describe("an environment with everything on", () => {
  for (const name of ["dev", "prod"]) {
    it(`plans: ${name}`, async () => {
      // The chart serves the same API as the add-on of that name.
      const plan = await planWith(name, {
        ...switched(true, all),
        cluster: { addons: { metricsServer: false, snapshotController: true, efsCsi: true } },
      });
      assert.deepEqual(
        plan.layers.flatMap(({ outputs }) => (outputs.services as string[] | undefined) ?? []).sort(),
        all
          .filter(({ layer }) => layer === "observability" || layer === "ml-services")
          .map(({ name }) => name)
          .sort(),
      );
    });
  }
});

describe("production without a single service", () => {
  for (const service of all) {
    const needed = dependants(service);
    const path = `platform:${sections[service.layer]}.${service.key}.enabled`;
    const off = switched(false, [service]);
    if (
      needed.length === 0 &&
      service.requiredInProduction === undefined &&
      service.name !== "load-balancer-controller"
    ) {
      it(`plans: ${service.name}`, async () => {
        const plan = await planWith("prod", off);
        assert.deepEqual(
          plan.endpoints.filter(({ service: title }) => title === (service.addressTitle ?? service.title)),
          [],
        );
      });
      continue;
    }
    it(`is refused, and the error names everyone who needs it: ${service.name}`, async () => {
      await assert.rejects(planWith("prod", off), (error: InvalidEnvironment) => {
        assert.ok(error instanceof InvalidEnvironment);
        const lines = error.problems.filter((problem) => problem.includes(`${path}: `));
        assert.ok(lines.length > 0, error.message);
        for (const { title } of needed)
          assert.ok(lines.join().includes(title), `${title} in ${lines.join()}`);
        return true;
      });
    });
  }

  it("plans without MLflow and what needs it, and with all the rest", async () => {
    const { endpoints } = await planWith("prod", {
      mlServices: { mlflow: false, inference: false },
    });
    const titles = endpoints.map(({ service }) => service);
    assert.ok(titles.includes("Airflow") && titles.includes("Feast"));
    assert.ok(!titles.includes(mlflow.title));
  });
});
