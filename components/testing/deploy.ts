import { simulatedCloud } from "@aip/sandbox/cloud.ts";
import type { Cloud } from "@aip/sandbox/core/cloud.ts";
import type { Properties } from "@aip/sandbox/core/properties.ts";
import { redact, reveal } from "@aip/sandbox/core/secrets.ts";
import type { RegisteredResource } from "@aip/sandbox/plan/monitor.ts";
import { runProgram } from "@aip/sandbox/plan/run.ts";

export interface Deployment {
  readonly resources: readonly RegisteredResource[];
  readonly outputs: Properties;
  /** Logical names of the resources of a type, by its last part: `Bucket`, `Job`. */
  names(type: string): string[];
  /** Inputs of the resource of this name; secrets in plain text. @throws if there is not exactly one. */
  inputs(name: string): Properties;
  /** The same, with `[secret]` in place of every secret. */
  shown(name: string): Properties;
  resource(name: string): RegisteredResource;
}

/** Runs components against the simulated cloud, which refuses what AWS or Kubernetes would refuse. */
export async function deploy(
  program: () => Record<string, unknown> | undefined,
  cloud: Cloud = simulatedCloud({ region: "us-east-1" }),
): Promise<Deployment> {
  const { resources, outputs } = await runProgram({
    project: "test",
    stack: "test",
    config: {},
    cloud,
    stacks: new Map(),
    program: async () => program() ?? {},
  });
  const custom = resources.filter((resource) => resource.custom);
  const resource = (name: string): RegisteredResource => {
    const found = custom.filter((candidate) => candidate.name === name);
    if (found.length !== 1 || found[0] === undefined) {
      throw new Error(`${found.length} resources are called ${name}; there are ${custom.map((r) => r.name)}`);
    }
    return found[0];
  };
  return {
    resources,
    outputs,
    names: (type) => custom.filter((one) => one.type.endsWith(`:${type}`)).map(({ name }) => name),
    inputs: (name) => reveal(resource(name).inputs) as Properties,
    shown: (name) => redact(resource(name).inputs) as Properties,
    resource,
  };
}
