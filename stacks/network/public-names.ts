import { createLogKey } from "@aip/components/network/log-key.ts";
import { PublicZone } from "@aip/components/network/public-zone.ts";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import type { NetworkConfig } from "./config.ts";

/** Where Route 53 takes signing keys and query logs from. */
const home = "us-east-1";

interface PublicNames {
  readonly publicZoneId: Input<string | null>;
  readonly publicZoneNameServers: Input<string[]>;
  readonly publicZoneDsRecord: Input<string | null>;
}

/**
 * The public zone: made here where people reach the services by name, unless the environment names one that exists.
 *
 * @param logKeyArn Key of the layer, which serves in its own region only; elsewhere the zone gets one of its own.
 */
export function createPublicZone(
  config: NetworkConfig,
  logKeyArn: Input<string>,
  options: ComponentResourceOptions,
  providerOf: (region: string, name: string) => ComponentResourceOptions,
): PublicNames {
  const { environment, settings } = config;
  const { publicZoneId, dnssec } = settings.dns;
  if (environment.access !== "gateway" || publicZoneId !== undefined) {
    return { publicZoneId: publicZoneId ?? null, publicZoneNameServers: [], publicZoneDsRecord: null };
  }
  const atHome = environment.region === home;
  const here = atHome ? options : providerOf(home, "aws-names");
  const keyArn = atHome
    ? logKeyArn
    : createLogKey(
        "names",
        { region: home, description: `Query logs of the public names of ${environment.name}` },
        { ...here, protect: config.isProduction },
      ).arn;
  const zone = new PublicZone(
    "public",
    {
      domain: environment.domain,
      logKeyArn: keyArn,
      logRetentionDays: settings.logs.retentionDays,
      dnssec,
    },
    here,
  );
  return {
    publicZoneId: zone.zoneId,
    publicZoneNameServers: zone.nameServers,
    publicZoneDsRecord: zone.dsRecord,
  };
}
