import { awsProvider } from "@aip/components/core/providers.ts";
import { requiredTags } from "@aip/components/core/tags.ts";
import { DnsFirewall } from "@aip/components/network/dns-firewall.ts";
import { VpcEndpoints } from "@aip/components/network/endpoints.ts";
import { createLogKey } from "@aip/components/network/log-key.ts";
import { NetworkLogging } from "@aip/components/network/logging.ts";
import { PrivateZone } from "@aip/components/network/private-zone.ts";
import { network as contract } from "@aip/contracts/network.ts";
import { all } from "@pulumi/pulumi";
import { readConfig } from "./config.ts";
import { connectOutside, createRecovery } from "./connectivity.ts";
import { createPublicZone } from "./public-names.ts";
import { createVpcPlacement } from "./vpc-placement.ts";

/** The network layer: where everything else is placed, and how it is reached, named and logged. */
export default async () => {
  const config = readConfig();
  const { environment, settings } = config;
  const { region, accountId } = environment;
  const tags = requiredTags(environment, "network");
  const aws = { provider: awsProvider({ region, accountId, tags }) };
  const providerOf = (otherRegion: string, name: string) => ({
    provider: awsProvider({ region: otherRegion, accountId, tags }, name),
  });

  const key = createLogKey(
    "network",
    { region, description: `Logs of the network layer of ${environment.name}` },
    { ...aws, protect: config.isProduction },
  );
  const placement = createVpcPlacement(config, aws);
  const { vpcId } = placement;
  const { queryLogs, firewall } = settings.dns;
  const logging = new NetworkLogging(
    "logging",
    { vpcId, keyArn: key.arn, ...settings.logs, queryLogs, forceDestroy: config.disposable },
    aws,
  );
  const endpoints = new VpcEndpoints(
    "endpoints",
    {
      region,
      vpcId,
      vpcCidrs: placement.vpcCidrs,
      routeTableIds: placement.routeTableIds,
      subnetIds: placement.privateSubnetIds,
      interfaceEndpoints: config.interfaceEndpoints,
    },
    aws,
  );

  const privateZone = new PrivateZone("private", { vpcId, zoneName: config.privateZoneName }, aws);
  const publicZone = createPublicZone(config, key.arn, aws, providerOf);
  if (firewall) new DnsFirewall("dns-firewall", { vpcId, ...firewall }, aws);

  connectOutside(config, placement, aws);
  const recovery = createRecovery(config, providerOf);

  return contract.publish({
    ...placement.outputs,
    discoveryTag: config.discoveryTag,
    s3EndpointId: endpoints.s3EndpointId,
    interfaceEndpointIds: all(endpoints.interfaceEndpointIds),
    interfaceEndpointAddresses: endpoints.interfaceEndpointAddresses.apply((made) => [
      ...made,
      ...placement.endpointAddresses,
    ]),
    ...publicZone,
    privateZoneId: privateZone.zoneId,
    privateZoneName: config.privateZoneName,
    networkKeyArn: key.arn,
    logBucket: logging.bucket,
    recoveryVpcId: recovery?.vpcId ?? null,
    recoveryPrivateSubnetIds: all({ ...recovery?.privateSubnetIds }),
  });
};
