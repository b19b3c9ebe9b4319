import { Value } from "@aip/common/value.ts";
import type { PlannedPod } from "../world/pod.ts";

/** Names of the environment's teams' namespaces, as components/teams/names.ts has them. */
export const teamNamespace = (team: string): string => `team-${team}`;

/** A pod that a team starts, in its namespace. */
export const teamPod = (
  team: string,
  owner: string,
  {
    spec = {},
    annotations = {},
    requests = { cpu: "2", memory: "8Gi" },
  }: {
    readonly spec?: Readonly<Record<string, unknown>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly requests?: Readonly<Record<string, string | number>>;
  } = {},
): PlannedPod => ({
  urn: "",
  owner,
  kind: "Job",
  namespace: teamNamespace(team),
  labels: {},
  metadata: Value.of({ annotations }),
  spec: Value.of({
    containers: [{ name: "main", resources: { requests, limits: requests } }],
    ...spec,
  }),
  replicas: 1,
  keepsState: false,
});
