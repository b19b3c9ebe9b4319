import { addresses } from "@aip/services";
import { type Journey, step } from "../journey.ts";
import { reachHost } from "../network/front-door.ts";
import { backendOf } from "../network/services.ts";
import { broken, held, type Outcome } from "../outcome.ts";
import type { World } from "../world/world.ts";

type Address = ReturnType<typeof addresses>[number];

/** The end of a forwarded connection: pods behind a Service, or a pod by its name. */
function forwarded(world: World, { service, forward }: Address): Outcome {
  const [kind, name = ""] = forward.object.split("/");
  if (kind !== "service") return held(`aip forward connects to ${forward.object} of ${forward.namespace}`);
  const backend = backendOf(world, forward.namespace, name, forward.port);
  return typeof backend === "string"
    ? broken(backend)
    : held(`aip forward connects to the pods of ${service.title}`, backend.place);
}

/** Every page that the list of addresses has opens. That none opens without a login is a journey of its own. */
export const signIn: Journey = {
  name: "sign-in",
  title: "A person opens each page of the platform, to sign in",
  user: "a person",
  steps: ({ environment }) =>
    addresses(environment).map((address) =>
      environment.access === "gateway"
        ? step(`Opens ${address.title}`, (world) => reachHost(world, new URL(address.url).hostname))
        : step(`Opens ${address.title} by aip forward`, (world) => forwarded(world, address)),
    ),
};

/** One login for everything, by a group that says what one may. */
export const singleSignOn: Journey = {
  name: "single-sign-on",
  title: "A person signs in once for all pages, with the role of their group",
  user: "a person",
  pending: {
    reason: "Each service has a login of its own until there is one issuer for all",
    owner: "ml-platform",
    expires: "2027-05-31",
  },
  steps: ({ environment }) =>
    addresses(environment).map(({ title, service: { login } }) =>
      step(`Signs in to ${title} by the one issuer`, () =>
        (login.kind as string) === "oidc"
          ? held(`${title} is a client of the issuer`)
          : broken(`${title} has a login of kind ${login.kind}, and there is no issuer yet`),
      ),
    ),
};
