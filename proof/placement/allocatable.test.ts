import assert from "node:assert/strict";
import { instanceType } from "@aip/facts/instance-types.ts";
import { allocatableOf, capacityOf } from "./allocatable.ts";

/**
 * What Karpenter publishes of the instance types it can start: millicores, MiB, pods. Source:
 * website/content/en/docs/reference/instance-types.md of aws/karpenter-provider-aws at 1d92708 of 2026-08-21, computed with
 * AL2023, 20 GiB and pods without prefix delegation. Of the 1,288 types in it that facts/instance-types.json has, 1,284 come
 * out the same; i7ie.48xlarge and i8ge.48xlarge and their metal ones differ because their addresses are counted otherwise.
 */
const published = {
  "a1.medium": [940, 1392, 8],
  "t4g.small": [1930, 1359, 11],
  "m7i.large": [1930, 6903, 29],
  "m7i.2xlarge": [7910, 29317, 58],
  "c7g.16xlarge": [63770, 112720, 737],
  "g6.2xlarge": [7910, 29317, 58],
  "g6e.8xlarge": [31850, 239554, 234],
  "p5.48xlarge": [191450, 1938410, 100],
  "trn1.32xlarge": [127610, 481894, 247],
} as const;

describe("what pods may use of a node", () => {
  for (const [name, [cpu, memoryMiB, pods]] of Object.entries(published)) {
    it(`is what Karpenter publishes of ${name}`, () => {
      const type = instanceType(name);
      assert.ok(type);
      const settings = {
        maxPods: type.maxPods,
        reservedPods: type.maxPods,
        storageBytes: 20 * 2 ** 30,
        devices: {},
      };
      const found = allocatableOf(capacityOf(type, settings), settings);
      assert.deepEqual(
        [found.cpu, (found.memory ?? 0) / 2 ** 20, found.pods, (found["ephemeral-storage"] ?? 0) / 2 ** 30],
        [cpu, memoryMiB, pods, 17],
      );
    });
  }
});
