import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Layer, layers } from "./layers.ts";

type Shape = Record<string, z.ZodType>;

/** What a layer must hand over: every key of the contract, nothing else. */
export type Published<S extends Shape> = { [K in keyof S]: pulumi.Input<z.input<S[K]>> };

/** What the next layer receives: plain values, except secrets, which stay secret outputs. */
type Consumed<S extends Shape, Secret extends keyof S> = {
  readonly [K in keyof S]: K extends Secret ? pulumi.Output<z.output<S[K]>> : z.output<S[K]>;
};

export interface Contract<S extends Shape = Shape, Secret extends keyof S = keyof S> {
  readonly layer: Layer;
  readonly shape: S;
  readonly secrets: readonly (keyof S)[];
  /**
   * The stack outputs of the layer. A missing or an extra key does not compile, and is refused at run time where
   * the compiler was not asked. Keys declared secret are marked so.
   */
  publish(outputs: Published<S>): Record<keyof S & string, pulumi.Output<unknown>>;
  /**
   * Reads the layer's outputs from its stack of the same name. All keys are read once and validated together, so
   * a layer that was never brought up, or is older than its reader, gives one error that says what to run.
   */
  consume(): Promise<Consumed<S, Secret>>;
  /** The problems of a set of outputs against this contract, one line each; empty when it holds. */
  problems(outputs: Record<string, unknown>): string[];
}

/** What a layer receives from the contract of another: `Outputs<typeof contracts.network>`. */
export type Outputs<C extends { consume(): Promise<unknown> }> = Awaited<ReturnType<C["consume"]>>;

/**
 * An output that is null where a service is off, for a reader that cannot do without it.
 *
 * @throws RunError naming layer, output and what to do.
 */
export function needed<T extends object, K extends keyof T & string>(
  layer: Layer,
  outputs: T,
  key: K,
): NonNullable<T[K]> {
  const value = outputs[key];
  if (value !== null && value !== undefined) return value;
  const stack = pulumi.getStack();
  throw new pulumi.RunError(
    `Layer ${pulumi.getProject()} needs ${key} of layer ${layer}, which hands over none: switch the service behind it ` +
      `on in environments/Pulumi.${stack}.yaml and bring ${layer} up first: aip up ${stack} --layer ${layer}.`,
  );
}

/**
 * Defines what a layer publishes. Outputs are flat: an object that held one secret would become secret as a whole
 * (https://github.com/pulumi/pulumi/issues/2756). Change a contract by adding keys; `contracts.lock.json` guards it.
 */
export function defineContract<S extends Shape, Secret extends keyof S = never>(
  layer: Layer,
  shape: S,
  options: { readonly secrets?: readonly Secret[] } = {},
): Contract<S, Secret> {
  const schema = z.strictObject(shape);
  const secrets: readonly (keyof S)[] = options.secrets ?? [];

  const problems = (outputs: Record<string, unknown>): string[] => {
    const result = schema.safeParse(outputs);
    if (result.success) return [];
    return result.error.issues.map((issue) => `${issue.path.join(".") || "(outputs)"}: ${issue.message}`);
  };

  const publish = (outputs: Published<S>): Record<keyof S & string, pulumi.Output<unknown>> => {
    const missing = Object.keys(shape).filter((key) => !(key in outputs));
    const extra = Object.keys(outputs).filter((key) => !(key in shape));
    if (missing.length + extra.length > 0) {
      throw new pulumi.RunError(
        `Layer ${layer} does not publish its contract: missing [${missing}], not in the contract [${extra}]. ` +
          `The contract is in contracts/${layer}.ts.`,
      );
    }
    const marked: Record<string, pulumi.Output<unknown>> = {};
    for (const [key, value] of Object.entries<unknown>(outputs)) {
      marked[key] = secrets.includes(key) ? pulumi.secret(value) : pulumi.output(value);
    }
    return marked as Record<keyof S & string, pulumi.Output<unknown>>;
  };

  const consume = async (): Promise<Consumed<S, Secret>> => {
    const stack = pulumi.getStack();
    const reference = new pulumi.StackReference(`${layer}-outputs`, {
      name: `${pulumi.getOrganization()}/${layer}/${stack}`,
    });
    const plain: Record<string, unknown> = {};
    const published: Record<string, unknown> = {};
    for (const key of Object.keys(shape)) {
      const details = await reference.getOutputDetails(key);
      // The engine leaves outputs out that are null, so a missing one is null where the contract allows that.
      const absent = shape[key]?.safeParse(null).success ? null : undefined;
      const value = details.value ?? details.secretValue ?? absent;
      if (value !== undefined) plain[key] = value;
      published[key] = secrets.includes(key) ? reference.requireOutput(key) : value;
    }
    const found = problems(plain);
    if (found.length > 0) {
      throw new pulumi.RunError(
        `Layer ${pulumi.getProject()} cannot read layer ${layer} of stack ${stack}:\n` +
          found.map((line) => `  - ${line}\n`).join("") +
          `Bring ${layer} up to this version first: pulumi up -s ${stack} in stacks/${layer}, or aip up ${stack} --layer ${layer}.`,
      );
    }
    const parsed = schema.parse(plain) as Record<string, unknown>;
    for (const key of secrets as readonly string[]) parsed[key] = published[key];
    return parsed as Consumed<S, Secret>;
  };

  if (!(layer in layers)) throw new Error(`Unknown layer ${layer}`);
  return { layer, shape, secrets, publish, consume, problems };
}
