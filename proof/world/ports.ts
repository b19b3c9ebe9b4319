import type { Protocol } from "@aip/common/kubernetes/connection.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import type { PlannedPod } from "./pod.ts";

/** A port that a container of a pod declares. */
export interface ContainerPort {
  /** Empty where it has none. */
  readonly name: string;
  readonly containerPort: number;
  readonly protocol: Protocol;
}

/** The ports that the containers of a pod declare, those of sidecars among them. */
export const portsOf = ({ spec }: PlannedPod): ContainerPort[] =>
  ["containers", "initContainers"]
    .flatMap((key) => spec.at(key).list())
    .flatMap((container) => container.at("ports").list())
    .flatMap((port) => {
      const containerPort = port.at("containerPort").number();
      if (containerPort === undefined) return [];
      const protocol = (port.at("protocol").text() ?? "TCP") as Protocol;
      return [{ name: port.at("name").text() ?? "", containerPort, protocol }];
    });

/** Whether a Service leads to pods of these labels, in its own namespace; one without a selector leads to none. */
export function selectsPod(service: ResourceView, { labels }: Pick<PlannedPod, "labels">): boolean {
  const selector = service.at("spec", "selector").entries();
  return selector.length > 0 && selector.every(([key, value]) => labels[key] === value.text());
}
