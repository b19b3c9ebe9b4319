import { type AnyService, addresses } from "@aip/services";
import type { Journey } from "../journey.ts";
import { step } from "../journey.ts";
import { reachHost } from "../network/front-door.ts";
import { backendOf } from "../network/services.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";

/** How a service knows who calls it. */
function login({ title, login: { kind, reason: sentence } }: AnyService): Outcome {
  const reason = sentence.replace(/\.$/, "");
  return kind === "none" ? broken(`${title} answers anyone who reaches it: ${reason}`) : held(reason);
}

/** The end of a forwarded connection: pods behind a Service, or a pod by its name. */
function forwarded(world: World, { service, forward }: ReturnType<typeof addresses>[number]): Outcome {
  const [kind, name = ""] = forward.object.split("/");
  if (kind !== "service") return held(`aip forward connects to ${forward.object} of ${forward.namespace}`);
  const backend = backendOf(world, forward.namespace, name, forward.port);
  return typeof backend === "string"
    ? broken(backend)
    : held(`aip forward connects to the pods of ${service.title}`, backend.place);
}

/** Every page that the list of addresses has opens, and asks who is there. */
export const signIn: Journey = {
  name: "sign-in",
  title: "A person opens each page of the platform and signs in",
  user: "a person",
  steps: ({ environment }) =>
    addresses(environment).flatMap((address) => {
      const { service, title, url } = address;
      return [
        environment.access === "gateway"
          ? step(`Opens ${title}`, (world) => reachHost(world, new URL(url).hostname))
          : step(`Opens ${title} by aip forward`, (world) => forwarded(world, address)),
        step(`Signs in to ${title}`, () => login(service)),
      ];
    }),
};
