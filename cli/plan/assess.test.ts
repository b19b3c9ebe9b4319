import assert from "node:assert/strict";
import { resource } from "@aip/common/testing/resource.ts";
import { environmentNames, readEnvironmentFile } from "@aip/environments";
import { isBlocking } from "@aip/policies/evaluate.ts";
import { police } from "./assess.ts";

describe("the policies of a plan", () => {
  for (const name of environmentNames()) {
    it(`hold ${name} to the tags of the platform`, () => {
      const { environment } = readEnvironmentFile(name);
      const bucket = resource("aws:s3/bucket:Bucket", { tags: { Owner: "ml" } });
      const found = police(environment, [bucket]).violations.filter(
        ({ policy }) => policy === "aws-required-tags",
      );
      assert.equal(found.length, 1);
      assert.ok(found.every(isBlocking));
      assert.match(
        found[0]?.message ?? "",
        /^Missing tags: Project, Environment, Layer, CostCenter, DataClassification, ManagedBy\./,
      );
    });
  }
});
