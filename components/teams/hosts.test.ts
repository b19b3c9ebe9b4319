import assert from "node:assert/strict";
import { deploy } from "../testing/deploy.ts";
import { refuseForeignHosts } from "./hosts.ts";

describe("the hosts of teams", () => {
  it("are the same policy in whatever order the teams are", async () => {
    const policy = async (domains: Readonly<Record<string, string>>) => {
      const { inputs } = await deploy(() => {
        refuseForeignHosts("hosts", domains, {});
        return {};
      });
      return inputs("hosts-policy");
    };
    const [vision, speech] = ["vision.example.com", "speech.example.com"];
    assert.deepEqual(await policy({ vision, speech }), await policy({ speech, vision }));
  });
});
