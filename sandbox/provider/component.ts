import { grpc, type Message, provider, resourceMonitor, resources } from "./protocol.ts";

/**
 * Registers a remote component with the inputs it was given and no children. That is all the simulated cloud does for
 * charts and manifests, whose children only their own provider knows, which has the chart.
 */
export async function registerComponent(request: Message): Promise<Message> {
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
  const monitor = new resourceMonitor.ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
    {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
    },
  );
  const registered = await call(monitor, "registerResource", registration);
  const outputs = new resources.RegisterResourceOutputsRequest();
  outputs.setUrn(registered.getUrn());
  await call(monitor, "registerResourceOutputs", outputs);
  monitor.close();
  const response = new provider.ConstructResponse();
  response.setUrn(registered.getUrn());
  return response;
}

const call = (monitor: Message, method: string, request: Message): Promise<Message> =>
  new Promise((resolve, reject) => {
    monitor[method](request, (error: unknown, response: Message) =>
      error ? reject(error) : resolve(response),
    );
  });
