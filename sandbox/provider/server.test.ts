import assert from "node:assert/strict";
import { simulatedCloud } from "../cloud.ts";
import { type Message, provider, toStruct } from "./protocol.ts";
import { methods } from "./server.ts";

const urn = "urn:pulumi:test::network::aws:ec2/vpc:Vpc::adopted";
const id = "vpc-0123456789abcdef0";

/** What the engine asks when a program reads a resource (no inputs), and when it refreshes one (those of its state). */
async function read(type: string, inputs: Record<string, unknown>): Promise<Message> {
  const request = new provider.ReadRequest();
  request.setId(id);
  request.setUrn(urn.replace("aws:ec2/vpc:Vpc", type));
  request.setProperties(toStruct({ cidrBlock: "10.0.0.0/16" }));
  request.setInputs(toStruct(inputs));
  const { read: answer } = methods("0.0.0", () => simulatedCloud({ region: "us-east-1" }));
  return answer?.(request);
}

describe("the simulated provider", () => {
  it("takes a VPC that a program reads for granted", async () => {
    const response = await read("aws:ec2/vpc:Vpc", {});
    assert.equal(response.getId(), id);
    assert.equal(response.getProperties().toJavaScript().cidrBlock, "10.0.0.0/16");
  });

  it("says of a VPC that is refreshed and not there that it is gone", async () => {
    assert.equal((await read("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" })).getId(), "");
  });

  it("knows nothing of a type that only programs make", async () => {
    assert.equal((await read("aws:ec2/routeTable:RouteTable", {})).getId(), "");
  });
});
