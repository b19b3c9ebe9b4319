import { type Case, type Given, instance, stack, unknownStringValue } from "./case.ts";

const priceOfUnknown: Given = {
  type: "aws:ec2/instance:Instance",
  inputs: { instanceType: unknownStringValue },
};

export const pricesCases: readonly Case[] = [
  {
    rule: "cost-environment-budget",
    good: [instance("m7i.xlarge")],
    bad: [stack, instance("g6e.12xlarge")],
    names: /costs .* USD a month; its budget allows 1,000 USD.*x /,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-layer-budget",
    environment: { budget: { monthlyUsd: 9000, layers: { cluster: 100 } } },
    good: [instance("t4g.small")],
    bad: [stack, instance("m7i.2xlarge")],
    names: /Layer cluster costs 295 USD a month; 100 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-increase-bounded",
    environment: { previousMonthlyUsd: 100, budget: { monthlyUsd: 10_000, layers: {}, maxIncreaseUsd: 50 } },
    good: [instance("t3.large")],
    bad: [stack, instance("m7i.2xlarge")],
    names: /costs 195 USD a month more \(100 USD before, 295 USD after\); 50.00 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-resource-ceiling",
    good: [instance("m7i.xlarge")],
    bad: [instance("p5.48xlarge")],
    names: /costs 40,180 USD a month; 5,000 USD are allowed/,
    unknown: [priceOfUnknown],
  },
  {
    rule: "cost-price-known",
    good: [instance("m7i.xlarge")],
    bad: [{ type: "aws:sagemaker/endpoint:Endpoint" }, { type: "aws:kms/key:Key" }],
    names: /1 of 2 resources .* aws:sagemaker\/endpoint:Endpoint/,
    unknown: [priceOfUnknown],
  },
];
