import assert from "node:assert/strict";
import { contracts } from "@aip/contracts";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { redact, reveal } from "@aip/sandbox/core/secrets.ts";
import { type ProgramResult, runProgram } from "@aip/sandbox/plan/run.ts";
import data from "../../stacks/data/index.ts";
import security from "../../stacks/security/index.ts";
import { simulatedNetwork } from "../support/network.ts";

const layers = { security, data };

const results = new Map<string, ProgramResult>();

/** Each layer of an environment is run once. */
async function run(layer: keyof typeof layers, name: string): Promise<ProgramResult> {
  const key = `${layer} of ${name}`;
  const result = results.get(key) ?? (await runAnew(layer, name));
  results.set(key, result);
  return result;
}

async function runAnew(layer: keyof typeof layers, name: string): Promise<ProgramResult> {
  const { config, environment } = readEnvironmentFile(name);
  const cloud = simulatedCloud({ region: environment.region });
  const stacks = new Map(simulatedNetwork(cloud, environment));
  const make = (type: string, role: string, inputs: Properties) =>
    cloud.create(`urn:pulumi:${name}::network::${type}::${role}`, type, inputs, () => {}).id;
  const replace = (of: string, outputs: Properties) => {
    const key = `organization/${of}/${name}`;
    stacks.set(key, { outputs: { ...stacks.get(key)?.outputs, ...outputs }, secrets: [] });
  };
  make("aws:eks/cluster:Cluster", "cluster", { name: "ai-platform" });
  replace("cluster", {
    clusterSecurityGroupId: make("aws:ec2/securityGroup:SecurityGroup", "nodes", {
      vpcId: stacks.get(`organization/network/${name}`)?.outputs.vpcId,
    }),
  });
  if (environment.access === "gateway") {
    // The cluster layer makes it, and Argo CD in it, whose route comes with the gateway.
    make("kubernetes:core/v1:Namespace", "argocd", { metadata: { name: "argocd" } });
    replace("network", { publicZoneId: make("aws:route53/zone:Zone", "zone", { name: environment.domain }) });
  }
  return runProgram({ project: layer, stack: name, config, program: layers[layer], cloud, stacks });
}

for (const name of environmentNames()) {
  const { environment } = readEnvironmentFile(name);

  for (const layer of ["security", "data"] as const) {
    describe(`${layer} of ${name}, alone`, () => {
      let result: ProgramResult;
      before(async () => {
        result = await run(layer, name);
      });

      it("hands over what its contract says, and nothing secret", () => {
        assert.deepEqual(contracts[layer].problems(result.outputs), []);
        assert.deepEqual(result.secrets, []);
      });

      it("shows no generated password and no token of Vault anywhere", () => {
        const passwords = result.resources
          .filter(({ type }) => /RandomPassword$/.test(type))
          .map(({ outputs }) => String((reveal(outputs) as Properties).result));
        if (layer === "data") assert.ok(passwords.length > 0);
        const shown = JSON.stringify(result.resources.map(({ inputs }) => redact(inputs)));
        for (const password of passwords) assert.ok(!shown.includes(password));
        assert.doesNotMatch(shown, /simulated-\w{6}/, "the value of a secret that Vault's setup wrote");
      });

      it("gives pods their identity before they start", () => {
        const associations = result.resources.filter(({ type }) => /PodIdentityAssociation$/.test(type));
        const starting = result.resources.filter(({ type }) => /:(Job|Chart)$/.test(type));
        assert.ok(associations.length > 0 && starting.length > 0);
        for (const { urn, dependsOn } of starting) {
          assert.ok(
            associations.some((association) => dependsOn.includes(association.urn)),
            urn,
          );
        }
      });

      it("keeps in production what cannot be made again", () => {
        const precious = result.resources.filter(
          ({ type, custom }) => custom && /:(Bucket|Key)$|rds\/instance:/.test(type),
        );
        assert.ok(precious.length > 0);
        const expected = environment.profile === "production";
        for (const { urn, protect } of precious) assert.equal(protect, expected, urn);
      });
    });
  }

  describe(`what ${name} chooses`, () => {
    it("is a front door where services have names, and none where they are forwarded", async () => {
      const { outputs, resources } = await run("security", name);
      const doors = resources.filter(({ type }) => /:Gateway$/.test(type));
      const expected = environment.access === "gateway" ? 1 : 0;
      assert.equal(doors.length, expected);
      assert.equal(outputs.gatewayName, expected === 1 ? "platform" : null);
      assert.equal(resources.filter(({ type }) => /:WebAcl$/.test(type)).length, 0, "private by default");
    });

    it("is an online store that costs nothing while idle, or one that is always there", async () => {
      const { outputs, resources } = await run("data", name);
      const caches = resources.filter(({ type }) => /:ReplicationGroup$/.test(type)).length;
      const cache = environment.data.featureStore.onlineStore === "elasticache";
      assert.equal(caches, cache ? 1 : 0);
      for (const key of ["featureOnlineHost", "featureOnlinePort", "featureOnlineSecretArn"]) {
        assert.equal(outputs[key] === null, !cache, key);
      }
    });
  });
}
