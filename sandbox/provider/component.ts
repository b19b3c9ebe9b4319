import { grpc, type Message, provider, resourceMonitor, resources, toStruct } from "./protocol.ts";

/** The engine's side of a construct request. */
export interface Engine {
  /** Registers a resource, and returns once it is there. */
  register(registration: Message): Promise<Message>;
}

/**
 * Registers a remote component with the inputs it was given, and lets `children` register what is below it.
 *
 * @param children Returns the outputs of the component.
 */
export async function registerComponent(
  request: Message,
  children: (urn: string, engine: Engine) => Promise<Record<string, unknown>>,
): Promise<Message> {
  const monitor = new resourceMonitor.ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
    {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
    },
  );
  try {
    const engine: Engine = { register: (registration) => call(monitor, "registerResource", registration) };
    const urn: string = (await engine.register(component(request))).getUrn();
    const state = await children(urn, engine);
    const outputs = new resources.RegisterResourceOutputsRequest();
    outputs.setUrn(urn);
    await call(monitor, "registerResourceOutputs", outputs);
    const response = new provider.ConstructResponse();
    response.setUrn(urn);
    response.setState(toStruct(state));
    return response;
  } finally {
    monitor.close();
  }
}

function component(request: Message): Message {
  const registration = new resources.RegisterResourceRequest();
  registration.setType(request.getType());
  registration.setName(request.getName());
  registration.setParent(request.getParent());
  registration.setProtect(request.getProtect());
  registration.setObject(request.getInputs());
  registration.setDependenciesList(request.getDependenciesList());
  registration.setAliasesList(request.getAliasesList());
  registration.setAliasspecs(true);
  registration.setAcceptsecrets(true);
  registration.setAcceptresources(true);
  return registration;
}

const call = (monitor: Message, method: string, request: Message): Promise<Message> =>
  new Promise((resolve, reject) => {
    monitor[method](request, (error: unknown, response: Message) =>
      error ? reject(error) : resolve(response),
    );
  });
