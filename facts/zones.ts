/**
 * Zone letters of the regions, a to f, as most accounts see them on 2026-11-21. What an account has,
 * `aws ec2 describe-availability-zones` says; one whose zones differ states them in `platform:network.zoneNames`, as
 * every account in us-west-1 must, which sees two of its three.
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
