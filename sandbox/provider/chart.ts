import { resourceSignature, signatureKey } from "@aip/common/protocol.ts";
import type { Child } from "../charts/children.ts";
import { openChart } from "../charts/open.ts";
import type { CloudView } from "../core/view.ts";
import { type Engine, registerComponent } from "./component.ts";
import { holdsUnknown } from "./properties.ts";
import { fromStruct, type Message, resources, toStruct } from "./protocol.ts";

/**
 * Constructs a chart: the component, and the objects it renders to as its children. Where the chart stays closed, or a
 * value of it is not known yet, there is the component alone, as the provider has it in a preview.
 */
export const constructChart = (request: Message, cloud: CloudView): Promise<Message> =>
  registerComponent(request, async (urn, engine) => {
    const inputs = fromStruct(request.getInputs());
    if (holdsUnknown(inputs)) return {};
    const dependsOn: string[] = request.getDependenciesList();
    const opened = await openChart({ urn, name: request.getName(), inputs, dependsOn }, cloud);
    if ("closed" in opened) return {};
    const provider: string = request.getProvidersMap().get("kubernetes") ?? "";
    return { resources: await registerAll(opened.children, urn, provider, engine) };
  });

/** Registers the children, each after those it depends on. @returns references to them. */
function registerAll(
  children: readonly Child[],
  parent: string,
  provider: string,
  engine: Engine,
): Promise<object[]> {
  const registered: Promise<Message>[] = [];
  for (const child of children) {
    const before = Promise.all(child.dependsOn.map((place) => registered[place]));
    registered.push(
      before.then((dependencies) => {
        const registration = registrationOf(child, parent, provider);
        registration.setDependenciesList(dependencies.map((dependency) => dependency.getUrn()));
        return engine.register(registration);
      }),
    );
  }
  return Promise.all(
    registered.map(async (answer) => {
      const resource = await answer;
      return { [signatureKey]: resourceSignature, urn: resource.getUrn(), id: resource.getId() };
    }),
  );
}

function registrationOf(child: Child, parent: string, provider: string): Message {
  const registration = new resources.RegisterResourceRequest();
  registration.setType(child.type);
  registration.setName(child.name);
  registration.setParent(parent);
  registration.setCustom(true);
  registration.setObject(toStruct(child.inputs));
  registration.setProvider(provider);
  registration.setRetainondelete(child.retainOnDelete);
  registration.setAcceptsecrets(true);
  registration.setAcceptresources(true);
  return registration;
}
