import { join } from "node:path";
import { blocksOverlap, parseBlock } from "@aip/common/ipv4.ts";
import { isRecord } from "@aip/common/records.ts";
import { type Mistake, namespace } from "./invalid-environment.ts";
import { type ConfigFile, readConfigFile } from "./yaml.ts";

/** What an environment file says about its network, as far as it says it. */
interface Network {
  readonly accountId: unknown;
  /** Of a VPC that exists already; `undefined` where it is created. */
  readonly vpcId: unknown;
  readonly ranges: readonly { readonly key: readonly string[]; readonly cidr: string }[];
}

function networkOf({ config }: ConfigFile): Network {
  const network = config[`${namespace}:network`];
  const of = (value: unknown, key: string): unknown => (isRecord(value) ? value[key] : undefined);
  const ranges = [["vpcCidr"], ["recovery", "vpcCidr"]].flatMap((key) => {
    const cidr = key.reduce<unknown>(of, network);
    return typeof cidr === "string" ? [{ key, cidr }] : [];
  });
  return { accountId: config[`${namespace}:accountId`], vpcId: of(of(network, "existing"), "vpcId"), ranges };
}

/**
 * Ranges that another environment of the same account has too: the two could never be peered or share a Transit Gateway.
 * An environment that names no account may be in any.
 *
 * @param file The file that is checked.
 * @param others Names of the other environments in the folder.
 */
export function sharedRanges(
  file: ConfigFile,
  others: readonly string[],
  folder: string,
): readonly Mistake[] {
  const own = networkOf(file);
  return others.flatMap((other) => {
    const name = `Pulumi.${other}.yaml`;
    const theirs = networkOf(readConfigFile(join(folder, name)));
    const apart =
      own.accountId !== undefined && theirs.accountId !== undefined && own.accountId !== theirs.accountId;
    const same = own.vpcId !== undefined && own.vpcId === theirs.vpcId;
    if (apart || same) return [];
    return own.ranges.flatMap(({ key, cidr }) => {
      const block = parseBlock(cidr);
      const taken = theirs.ranges.find((range) => {
        const their = parseBlock(range.cidr);
        return block && their && blocksOverlap(block, their);
      });
      if (!taken) return [];
      const path = `${namespace}:network.${key.join(".")}`;
      return [
        {
          text:
            `${path}: found ${JSON.stringify(cidr)}; allowed: a range that does not overlap ${taken.cidr} of ${name}, ` +
            "or another platform:accountId in each of the two files",
          position: file.locate([`${namespace}:network`, ...key]),
        },
      ];
    });
  });
}
