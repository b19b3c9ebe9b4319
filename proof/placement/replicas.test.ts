import assert from "node:assert/strict";
import type { Resource } from "@aip/common/resource.ts";
import type { PlannedPod } from "../world/pod.ts";
import { placesReplicas } from "./replicas.ts";
import { container, karpenter, managed, planned, pod } from "./testing/planned.ts";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];
const general = karpenter("general", { types: ["m7i.2xlarge"], zones, limits: { cpu: "32" } });
/** Three nodes in three zones, with room for one cpu each. */
const system = managed("system", { scalingConfig: { minSize: 3, maxSize: 9, desiredSize: 3 } }, {}, zones);
const labels = { app: "server" };
const labelSelector = { matchLabels: labels };
const containers = [container({ cpu: "1" })];
const hostname = "kubernetes.io/hostname";
const zone = "topology.kubernetes.io/zone";

const places = (subject: PlannedPod, count: number, ...resources: readonly Resource[]) =>
  placesReplicas(planned(...resources), subject, count);

/** The most replicas that find nodes, up to 40. */
function most(subject: PlannedPod, ...resources: readonly Resource[]): number {
  const cluster = planned(...resources);
  const held = Array.from({ length: 40 }, (_, index) => placesReplicas(cluster, subject, index + 1).verdict);
  const first = held.indexOf("broken");
  assert.ok(
    first === -1 || held.slice(first).every((verdict) => verdict === "broken"),
    "more fit than fewer do",
  );
  return first === -1 ? 40 : first;
}

const spread = (topologyKey: string, more: object = {}) => ({
  topologySpreadConstraints: [
    { topologyKey, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector, ...more },
  ],
});

const apart = (topologyKey: string, selector: object = labelSelector) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: selector }],
    },
  },
});

describe("replicas of a pod", () => {
  it("find the room that the nodes of a group have, and no more: nothing adds nodes to it", () => {
    assert.equal(most(pod({ containers }), ...system), 3);
    assert.match(
      places(pod({ containers }), 4, ...system).reason,
      /of 4 pods of Deployment server, 3 find room on system with 3 nodes/,
    );
  });

  it("find the room that Karpenter's limits allow, over all zones together", () => {
    assert.equal(most(pod({ containers }), ...general), 28, "four nodes with room for seven each");
    assert.equal(most(pod({ containers }), ...general, ...system), 31);
  });

  it("that keep apart have as many nodes, or zones, as there are", () => {
    assert.equal(most(pod({ containers, ...apart(hostname) }), ...general), 4);
    assert.equal(most(pod({ containers, ...apart(zone) }), ...general), 3);
    assert.match(
      places(pod({ containers, ...apart(zone) }), 4, ...general).reason,
      /of 4 pods .*, 3 find room on general: their anti-affinity over topology\.kubernetes\.io\/zone allows no more/,
    );
    assert.equal(
      most(pod({ containers, ...apart(hostname, { matchLabels: { app: "other" } }) }), ...general),
      28,
    );
  });

  it("that are spread over zones stay in balance with the fullest one", () => {
    const two = managed("two", { scalingConfig: { minSize: 3, desiredSize: 3, maxSize: 3 } });
    assert.equal(most(pod({ containers }), ...two), 3, "two nodes in one zone, one in the other");
    assert.equal(most(pod({ containers, ...spread(zone) }), ...two), 3);
    const uneven = [
      ...two,
      ...managed("third", { scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 1 } }, {}, ["us-east-1a"]),
    ];
    assert.equal(
      most(pod({ containers, ...spread(zone) }), ...uneven),
      3,
      "of three in one zone, one stays empty",
    );
    assert.equal(most(pod({ containers, ...spread(zone, { maxSkew: 2 }) }), ...uneven), 4);
    assert.equal(
      most(pod({ containers, ...spread(zone, { whenUnsatisfiable: "ScheduleAnyway" }) }), ...uneven),
      4,
    );
  });

  it("that are spread count zones which only nodes have that they do not tolerate", () => {
    const taints = [{ key: "team", value: "a", effect: "NO_SCHEDULE" }];
    const own = managed("own", { scalingConfig: { minSize: 4, desiredSize: 4, maxSize: 4 } }, {}, [
      "us-east-1a",
    ]);
    const closed = managed("closed", { taints }, {}, ["us-east-1b"]);
    assert.equal(most(pod({ containers, ...spread(zone) }), ...own), 4);
    assert.equal(most(pod({ containers, ...spread(zone) }), ...own, ...closed), 1);
    assert.equal(
      most(pod({ containers, ...spread(zone, { nodeTaintsPolicy: "Honor" }) }), ...own, ...closed),
      4,
    );
    const nodeSelector = { "ai-platform/pool": "own" };
    assert.equal(most(pod({ containers, nodeSelector, ...spread(zone) }), ...own, ...closed), 4);
  });

  it("that want more domains than there are stay within the skew in each", () => {
    assert.equal(most(pod({ containers, ...spread(zone, { minDomains: 4 }) }), ...general), 3);
    assert.equal(most(pod({ containers, ...spread(zone, { minDomains: 3 }) }), ...general), 28);
  });

  it("that fit nowhere say why for each pool", () => {
    const { reason } = places(pod({ containers: [container({ cpu: "9" })] }), 1, ...general, ...system);
    assert.match(reason, /does not fit on pool system: .*; .* does not fit on pool general: /);
  });
});
