import assert from "node:assert/strict";
import { readUsage } from "./read-usage.ts";

describe("usage that no schema has checked", () => {
  it("keeps what is built as it should be", () => {
    const usage = {
      natGB: 5,
      bucket: { GB: 1, putThousands: 2, getThousands: 3 },
      buckets: { lake: { GB: 7 } },
      logGroups: { flow: 4 },
      assumeRegion: "us-east-1",
    };
    assert.deepEqual(readUsage(usage), usage);
  });

  it("leaves out what is not, so that the default holds", () => {
    assert.deepEqual(readUsage(null), {});
    assert.deepEqual(
      readUsage({
        natGB: "5",
        logGB: -1,
        nodePools: [1],
        buckets: { lake: { GB: "7" }, raw: null },
        other: 1,
      }),
      { buckets: { lake: {} } },
    );
    assert.deepEqual(readUsage({ table: { GB: 3 } }), {
      table: { GB: 3, readMillions: 10, writeMillions: 5 },
    });
  });
});
