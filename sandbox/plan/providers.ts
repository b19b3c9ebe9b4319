import { urnName } from "@aip/common/urn.ts";
import * as pulumi from "@pulumi/pulumi";
import type { ProviderReferences } from "./expansion.ts";

// biome-ignore lint/suspicious/noExplicitAny: the SDK types its protocol messages as any.
type Message = any;

const packageOf = (type: string): string => type.split(":")[0] ?? "";

/**
 * Which provider a resource gets. The SDK sends what it knows; the rest the engine takes from the components above, as
 * it is done here.
 */
export class Providers {
  readonly #ofComponent = new Map<string, ProviderReferences>();

  /** Takes note of the providers a component hands to what is below it. */
  declare(urn: string, request: Message): void {
    if (request.getCustom()) return;
    const own: Record<string, string> = {};
    for (const [name, reference] of request.getProvidersMap().entries()) own[name] = reference;
    if (request.getProvider()) own[packageOf(request.getType())] = request.getProvider();
    this.#ofComponent.set(urn, { ...this.of(request.getParent()), ...own });
  }

  of(urn: string): ProviderReferences {
    return this.#ofComponent.get(urn) ?? {};
  }

  /** @throws where the environment forbids default providers and the resource has no other. */
  ofResource(urn: string, request: Message): string {
    const type: string = request.getType();
    const needed = request.getCustom() || request.getRemote();
    if (!needed || type.startsWith("pulumi:")) return request.getProvider();
    const found = request.getProvider() || this.of(request.getParent())[packageOf(type)] || "";
    if (found === "" && forbidden(packageOf(type))) {
      throw new Error(
        `${urnName(urn)} (${type}) has no provider, and default providers are disabled: pass it one`,
      );
    }
    return request.getCustom() ? found : "";
  }
}

/** `pulumi:disable-default-providers`: a list of packages, or `*` for all. */
function forbidden(name: string): boolean {
  const setting = pulumi.runtime.allConfig()["pulumi:disable-default-providers"];
  if (setting === undefined) return false;
  const disabled = JSON.parse(setting) as string[];
  return disabled.includes("*") || disabled.includes(name);
}
