import assert from "node:assert/strict";
import { readEnvironmentFile } from "@aip/environments";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { reveal } from "@aip/sandbox/core/secrets.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";
import mlServices from "../../stacks/ml-services/index.ts";
import { upstream, upstreamCloud } from "../support/upstream.ts";

interface Statement {
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

/** The ml-services layer of prod, with other settings of Airflow and other publishers of a team's DAGs. */
async function plan(airflow: object = {}, research: readonly string[] = []) {
  const { config } = readEnvironmentFile("prod");
  const services = JSON.parse(config["platform:mlServices"] as string);
  const teams = JSON.parse(config["platform:teams"] as string);
  const stacks = upstream("prod");
  const { resources, outputs } = await runProgram({
    project: "ml-services",
    stack: "prod",
    config: {
      ...config,
      "platform:mlServices": JSON.stringify({
        ...services,
        airflow: { ...services.airflow, ...airflow },
      }),
      "platform:teams": JSON.stringify({
        ...teams,
        research: { ...teams.research, dagPublishers: research },
      }),
    },
    program: mlServices,
    cloud: upstreamCloud(),
    stacks,
  });
  const find = (name: string) => resources.find((resource) => resource.name === name);
  const inputs = (name: string) => reveal(find(name)?.inputs ?? assert.fail(`no ${name}`)) as Properties;
  const statements = (name: string): Statement[] => JSON.parse(String(inputs(name).policy)).Statement;
  const data = stacks.get("organization/data/prod")?.outputs as Properties;
  return { outputs, inputs, statements, data, find };
}

type Planned = Awaited<ReturnType<typeof plan>>;

/** Whether a folder's tasks may do something with an object. */
function may({ statements }: Planned, folder: string, action: string, object: string): boolean {
  const matches = (pattern: string, text: string) =>
    new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(text);
  const effects = statements(`airflow-task-${folder}-policy`)
    .filter(({ Action }) => Action.some((pattern) => matches(pattern, action)))
    .filter(({ Resource }) => Resource.some((pattern) => matches(pattern, `arn:aws:s3:::${object}`)))
    .map(({ Effect }) => Effect);
  return effects.includes("Allow") && !effects.includes("Deny");
}

describe("pipelines", () => {
  let planned: Planned;
  let zones: Record<string, string>;
  let models: string;
  let artifacts: string;

  before(async () => {
    planned = await plan();
    zones = planned.data.lakeBuckets as Record<string, string>;
    [models, artifacts] = [String(planned.data.modelsBucket), String(planned.data.artifactsBucket)];
  });

  it("reach Vault", () => {
    const { egress } = planned.inputs("airflow-network").spec as { egress: Properties[] };
    const toVault = egress.find(({ to }) => JSON.stringify(to).includes('"vault"'));
    assert.deepEqual(toVault?.ports, [{ port: 8200, protocol: "TCP" }]);
  });

  it("of the platform read raw data and write curated data and features, but no models", () => {
    assert.ok(may(planned, "platform", "s3:GetObject", `${zones.raw}/sales/1`));
    assert.ok(!may(planned, "platform", "s3:PutObject", `${zones.raw}/sales/1`));
    for (const zone of ["curated", "features"]) {
      assert.ok(may(planned, "platform", "s3:PutObject", `${zones[zone]}/sales/1`), zone);
    }
    for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) {
      assert.ok(!may(planned, "platform", action, `${models}/fraud/1`), action);
    }
  });

  it("of a team do with data what the team may", () => {
    assert.ok(may(planned, "research", "s3:GetObject", `${zones.curated}/sales/1`));
    assert.ok(!may(planned, "research", "s3:PutObject", `${zones.curated}/sales/1`));
    assert.ok(!may(planned, "research", "s3:GetObject", `${zones.raw}/sales/1`));
    assert.ok(may(planned, "research", "s3:PutObject", `${models}/teams/research/1`));
    assert.ok(!may(planned, "research", "s3:PutObject", `${models}/teams/products/1`));
    assert.ok(!may(planned, "research", "s3:PutObject", `${models}/fraud/1`));
  });

  it("read the DAGs of their own folder alone, change none, and write logs", () => {
    for (const folder of ["platform", "research", "products"]) {
      assert.ok(may(planned, folder, "s3:GetObject", `${artifacts}/airflow/dags/${folder}/a.py`));
      assert.ok(!may(planned, folder, "s3:PutObject", `${artifacts}/airflow/dags/${folder}/a.py`));
      assert.ok(may(planned, folder, "s3:PutObject", `${artifacts}/airflow/logs/a.log`));
    }
    assert.ok(!may(planned, "research", "s3:GetObject", `${artifacts}/airflow/dags/products/a.py`));
  });

  it("ask for a bucket, and for a log that is not there yet, with a right to list all of the bucket", () => {
    // S3 answers HeadBucket and the HeadObject of what is missing with 403 to anyone else, and Airflow gives up.
    for (const name of ["task-research", "task-platform", "dag-processor", "triggerer", "api-server"]) {
      const unconditional = planned
        .statements(`airflow-${name}-policy`)
        .filter((statement) => statement.Action.includes("s3:ListBucket") && !("Condition" in statement));
      assert.ok(
        unconditional.some(({ Resource }) => Resource.includes(`arn:aws:s3:::${artifacts}`)),
        name,
      );
    }
  });

  it("start jobs in the namespace of their team, with a queue, and do nothing else in the cluster", () => {
    const { inputs, find } = planned;
    const role = inputs("airflow-task-research-jobs-role");
    assert.equal((role.metadata as Properties).namespace, "team-research");
    const rules = role.rules as { resources: string[]; verbs: string[] }[];
    const writing = rules.filter(({ verbs }) =>
      verbs.some((verb) => !["get", "list", "watch"].includes(verb)),
    );
    assert.deepEqual(
      writing.map(({ resources }) => resources),
      [["jobs"]],
    );
    const binding = inputs("airflow-task-research-jobs-binding");
    assert.equal((binding.metadata as Properties).namespace, "team-research");
    assert.deepEqual(binding.subjects, [
      { kind: "ServiceAccount", name: "airflow-task-research", namespace: "airflow" },
    ]);
    assert.equal(find("airflow-task-platform-jobs-role"), undefined);
    assert.equal(inputs("airflow-task-platform-account").automountServiceAccountToken, false);
    const policy = inputs("airflow-jobs-policy").spec as {
      matchConditions: Properties[];
      validations: Properties[];
    };
    assert.match(
      String(policy.matchConditions[0]?.expression),
      /"system:serviceaccount:airflow:airflow-task-"/,
    );
    assert.match(String(policy.validations[0]?.expression), /"kueue\.x-k8s\.io\/queue-name" in object/);
    assert.deepEqual((inputs("airflow-jobs-binding").spec as Properties).validationActions, ["Deny"]);
  });

  it("are written by the roles that the environment file names for a folder, which may write nothing else", async () => {
    const ci = "arn:aws:iam::111122223333:role/ci";
    const { outputs, inputs, statements, find } = await plan({}, [ci]);
    const [trust] = JSON.parse(String(inputs("airflow-dag-publisher-research").assumeRolePolicy)).Statement;
    assert.deepEqual(trust.Principal, { AWS: [ci] });
    const objects = statements("airflow-dag-publisher-research-policy").filter(({ Action }) =>
      Action.includes("s3:PutObject"),
    );
    assert.deepEqual(
      objects.map(({ Resource }) => Resource),
      [[`arn:aws:s3:::${artifacts}/airflow/dags/research/*`]],
    );
    assert.equal(find("airflow-dag-publisher-platform"), undefined);
    assert.deepEqual(Object.keys(outputs.airflowDagPublisherArns as object), ["research"]);
  });

  it("are written by nobody where the environment file names none", () => {
    assert.deepEqual(planned.outputs.airflowDagPublisherArns, {});
    assert.equal(planned.find("airflow-dag-publisher-research"), undefined);
  });

  it("come by Git with a login that External Secrets copies, and over HTTPS", async () => {
    const dags = { source: "git", repository: "https://git.example.com/dags", secret: "airflow-git" };
    const { inputs, find } = await plan({ dags });
    const { data, target } = inputs("airflow-git-login").spec as {
      data: { remoteRef: Properties }[];
      target: { template: { data: Properties } };
    };
    assert.deepEqual(
      data.map(({ remoteRef }) => [remoteRef.key, remoteRef.property]),
      [
        ["ai-platform/prod/services/airflow-git", "username"],
        ["ai-platform/prod/services/airflow-git", "password"],
      ],
    );
    // By the names of git-sync 3 and 4: the chart asks for both.
    assert.deepEqual(Object.keys(target.template.data).sort(), [
      "GITSYNC_PASSWORD",
      "GITSYNC_USERNAME",
      "GIT_SYNC_PASSWORD",
      "GIT_SYNC_USERNAME",
    ]);
    const { egress } = inputs("airflow-network").spec as { egress: Properties[] };
    assert.ok(
      egress.some(
        ({ to, ports }) =>
          JSON.stringify([to, ports]).includes("0.0.0.0/0") && JSON.stringify(ports).includes("443"),
      ),
    );
    const hard = (planOf: Planned) =>
      (planOf.inputs("airflow-space-quota").spec as { hard: Record<string, string> }).hard["requests.memory"];
    assert.notEqual(hard({ ...planned, inputs, find }), hard(planned));
  });
});
