import assert from "node:assert/strict";
import type { Plan } from "../plan/file.ts";
import { html } from "./html.ts";

const plan: Plan = {
  version: 1,
  environment: "dev",
  region: "us-east-1",
  layers: [
    {
      name: "network",
      resources: [
        {
          urn: "urn:pulumi:dev::network::aws:ec2/vpc:Vpc::vpc",
          type: "aws:ec2/vpc:Vpc",
          name: "</script><b>vpc",
          parent: "",
          provider: "",
          custom: true,
          protect: false,
          dependsOn: [],
          inputs: { tags: { Name: "</script><script>alert(1)</script>" } },
          monthlyUsd: 12,
        },
      ],
      outputs: {},
      monthlyUsd: 12,
    },
  ],
  violations: [
    {
      policy: "a-rule",
      enforcement: "mandatory",
      severity: "high",
      urn: "urn:pulumi:dev::network::aws:ec2/vpc:Vpc::vpc",
      message: "<img src=x> is wrong",
      frameworks: [],
      waiver: null,
    },
  ],
  monthlyUsd: 12,
  deferredPolicies: [],
  disabledPolicies: [],
  maximumUsd: 0,
  budgetUsd: 10,
  unpriced: [],
  charts: { opened: 0, closed: [] },
  journeys: [],
  reach: [],
  placement: { pools: [], unplaced: [], namespaces: [] },
  endpoints: [{ service: "MLflow", url: "http://localhost:5000" }],
};

describe("the report page", () => {
  const page = html(plan, {
    layer: [{ label: "network", amount: 12 }],
    service: [{ label: "EC2", amount: 12, maximum: 48 }],
    team: [{ label: "gpu-team", amount: 0, maximum: 30 }],
  });

  it("keeps text from the plan text: nothing of it becomes markup or script", () => {
    assert.doesNotMatch(page, /<img src=x>|<script>alert|<b>vpc/);
    assert.match(page, /&lt;img src=x&gt; is wrong/);
  });

  it("asks nothing of any server", () => {
    assert.doesNotMatch(page, /<link|src="http|@import|fetch\(/);
  });

  it("shows the budget exceeded and the finding open", () => {
    assert.match(page, /card bad"><b>\$12\.00<\/b>/);
    assert.match(page, /<details class="finding mandatory" open>/);
  });

  it("shows what layers, services and teams cost, and may cost at most where that is more", () => {
    assert.match(
      page,
      /<th scope="row">EC2<\/th>[^\n]*class="beyond" style="width:100\.0%[^\n]*width:100\.0%[^\n]*\$12\.00<small> to \$48\.00</,
    );
    assert.match(page, /<th scope="row">network<\/th>[^\n]*\$12\.00<\/td>/);
    assert.match(page, /<th scope="row">gpu-team<\/th>[^\n]*\$0\.00<small> to \$30\.00</);
  });
});
