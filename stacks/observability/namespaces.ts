import type { ObservabilityContext } from "@aip/components/observability/context.ts";
import { ObservabilityNamespaces } from "@aip/components/observability/namespaces.ts";
import { callersOf, isOn, settingsOf } from "@aip/services";
import { elastic } from "@aip/services/elastic.ts";
import { grafana } from "@aip/services/grafana.ts";
import { nodeNamespace, observabilityNamespace } from "@aip/services/namespaces.ts";
import { otel } from "@aip/services/otel.ts";
import { prometheus } from "@aip/services/prometheus.ts";
import type * as pulumi from "@pulumi/pulumi";
import type { ObservabilityConfig } from "./config.ts";

/**
 * The namespaces that the services of the layer share; none where all are off.
 *
 * @returns What a service of the layer needs to know, once it asks.
 */
export function createNamespaces(
  config: ObservabilityConfig,
  options: pulumi.ComponentResourceOptions,
): () => ObservabilityContext {
  const { environment, network, quota, route, surroundings } = config;
  if (!config.hasServices) {
    return () => {
      throw new Error("unreachable: no service of the layer is on, and one asks for its namespace");
    };
  }
  const gatewayPeers = route(otel)?.from;
  const { namespace, nodeNamespace: nodes } = new ObservabilityNamespaces(
    "observability",
    {
      namespace: observabilityNamespace,
      nodeNamespace,
      quota,
      apiServerCidrs: [network.vpcCidr],
      prometheusCallers: callersOf(prometheus, environment).map(({ namespace }) => ({ namespace })),
      ...(gatewayPeers ? { gatewayPeers } : {}),
      parts: {
        prometheus: isOn(prometheus, environment),
        collector: isOn(otel, environment),
        grafana: isOn(grafana, environment),
        elastic: isOn(elastic, environment),
        logstash: isOn(elastic, environment) && settingsOf(elastic, environment).logstashReplicas > 0,
      },
    },
    options,
  );
  return () => ({ ...surroundings(), namespace, nodeNamespace: nodes });
}
