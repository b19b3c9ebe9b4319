import type { Environment } from "./schema/index.ts";

/** Rules that span several keys. Each problem names the path, what was expected and what was found. */
export function crossChecks(environment: Environment): string[] {
  const problems: string[] = [];
  const { profile, network } = environment;
  if (profile === "production" && network.zones < 3) {
    problems.push(`platform:network.zones: expected at least 3 in production, found ${network.zones}`);
  }
  if (profile === "production" && network.nat !== "perZone") {
    problems.push(
      `platform:network.nat: expected "perZone" in production, found ${JSON.stringify(network.nat)}`,
    );
  }
  return problems;
}
