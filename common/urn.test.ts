import assert from "node:assert/strict";
import { parseUrn, providerUrn } from "./urn.ts";

const urn = "urn:pulumi:prod::data::aip:data:Bucket$aws:s3/bucket:Bucket::lake::raw";

describe("URNs", () => {
  it("have a stack, a project, types and a name, which may hold the separator itself", () => {
    assert.deepEqual(parseUrn(urn), {
      stack: "prod",
      project: "data",
      qualifiedType: "aip:data:Bucket$aws:s3/bucket:Bucket",
      type: "aws:s3/bucket:Bucket",
      name: "lake::raw",
    });
  });

  it("that are none have empty parts", () => {
    assert.deepEqual(parseUrn(""), { stack: "", project: "", qualifiedType: "", type: "", name: "" });
    assert.equal(parseUrn("anything").name, "");
  });

  it("of providers are read out of the references to them", () => {
    const provider = "urn:pulumi:prod::data::pulumi:providers:aws::aws";
    assert.equal(providerUrn(`${provider}::0d6f`), provider);
    assert.equal(providerUrn(""), "");
  });
});
