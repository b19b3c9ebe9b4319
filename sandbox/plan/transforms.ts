import { createRequire } from "node:module";
import * as pulumi from "@pulumi/pulumi";
import type { Properties } from "../core/properties.ts";

const struct = createRequire(import.meta.url)("google-protobuf/google/protobuf/struct_pb.js");

// biome-ignore lint/suspicious/noExplicitAny: the SDK types its protocol messages as any.
type Message = any;

/**
 * Resource transforms, which the engine runs on a resource and on everything below it: the resource's own first, then
 * those of its parents from near to far. Options that a transform changes are not followed.
 */
export class Transforms {
  readonly #byToken = new Map<string, pulumi.ResourceTransform>();
  readonly #tokens = new Map<string, readonly string[]>();
  readonly #parents = new Map<string, string>();

  record(token: string, transform: pulumi.ResourceTransform): void {
    this.#byToken.set(token, transform);
  }

  declare(urn: string, parent: string, callbacks: readonly { getToken(): string }[]): void {
    this.#parents.set(urn, parent);
    if (callbacks.length > 0) {
      this.#tokens.set(
        urn,
        callbacks.map((callback) => callback.getToken()),
      );
    }
  }

  /** The inputs of the request, as a message, after all transforms. */
  async apply(urn: string, request: Message): Promise<Message> {
    const object = request.getObject();
    if (this.#byToken.size === 0) return object;
    let props = pulumi.runtime.deserializeProperties(object) as Properties;
    for (const transform of this.#of(urn)) {
      const result = await transform({
        custom: request.getCustom(),
        type: request.getType(),
        name: request.getName(),
        props,
        opts: {},
      });
      if (result) props = result.props as Properties;
    }
    return struct.Struct.fromJavaScript(await pulumi.runtime.serializeProperties(request.getName(), props));
  }

  *#of(urn: string): Generator<pulumi.ResourceTransform> {
    for (let at: string | undefined = urn; at; at = this.#parents.get(at)) {
      for (const token of this.#tokens.get(at) ?? []) {
        const transform = this.#byToken.get(token);
        if (transform) yield transform;
      }
    }
  }
}
