/**
 * Zone letters of the regions, a to f. AWS shows each account its own set: an account whose zones differ states them
 * in `platform:network.zoneNames`, as every account in us-west-1 must, which sees two of its three. Source: `aws ec2 describe-availability-zones`, as the Availability Zones list of
 * https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html. 2026-11-21.
 */
const exceptions: Readonly<Record<string, string>> = {
  "us-east-1": "abcdef",
  "us-west-2": "abcd",
  "ca-central-1": "abd",
  "ap-northeast-1": "acd",
  "ap-northeast-2": "abcd",
};

/** The zones of a region, such as `us-east-1a`. Regions have three, a to c, unless the table says otherwise. */
export const zonesOf = (region: string): readonly string[] =>
  [...(exceptions[region] ?? "abc")].map((letter) => `${region}${letter}`);
