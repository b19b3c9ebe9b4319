import { type CaseResource, type RuleCases, resource, unknown } from "../../testing/cases.ts";

const instance = (instanceType: string, name = "x"): CaseResource =>
  resource("aws:ec2/instance:Instance", name, { instanceType });
const stack = resource("pulumi:pulumi:Stack", "case-prod", {}, {}, { component: true });
const budget = { monthlyUsd: 1000, layers: {} };
const typeNotKnown = { "the price of a type that is not known yet": [instance(unknown)] };

export const cases: readonly RuleCases[] = [
  {
    rule: "cost-environment-budget",
    environment: { scope: "environment", budget },
    good: { within: [instance("m7i.xlarge")] },
    bad: { over: [stack, instance("g6e.12xlarge")] },
    says: /costs .* USD a month; its budget allows 1,000 USD.*x /,
    deferred: typeNotKnown,
  },
  {
    rule: "cost-layer-budget",
    environment: { scope: "environment", budget: { monthlyUsd: 9000, layers: { case: 100 } } },
    good: { within: [instance("t4g.small")] },
    bad: { over: [stack, instance("m7i.2xlarge")] },
    says: /Layer case costs 295 USD a month; 100 USD are allowed/,
    deferred: typeNotKnown,
  },
  {
    rule: "cost-increase-bounded",
    environment: {
      scope: "environment",
      previousMonthlyUsd: 100,
      budget: { monthlyUsd: 10_000, layers: {}, maxIncreaseUsd: 50 },
    },
    good: { "a little more": [instance("t3.large")] },
    bad: { "much more": [stack, instance("m7i.2xlarge")] },
    says: /costs 195 USD a month more \(100 USD before, 295 USD after\); 50.00 USD are allowed/,
    deferred: typeNotKnown,
  },
  {
    rule: "cost-resource-ceiling",
    good: { below: [instance("m7i.xlarge")] },
    bad: { above: [instance("p5.48xlarge")] },
    says: /costs 40,180 USD a month; 5,000 USD are allowed/,
    deferred: typeNotKnown,
  },
  {
    rule: "cost-price-known",
    good: { all: [instance("m7i.xlarge")] },
    bad: {
      "not of half": [resource("aws:sagemaker/endpoint:Endpoint", "e"), resource("aws:kms/key:Key", "k")],
    },
    says: /1 of 2 resources .* aws:sagemaker\/endpoint:Endpoint/,
    deferred: {
      "one in eleven is not known yet": [
        instance(unknown),
        ...Array.from({ length: 10 }, (_, index) => instance("m7i.xlarge", `known-${index}`)),
      ],
    },
  },
  {
    rule: "budgets-alert-present",
    type: "aws:budgets/budget:Budget",
    environment: { scope: "environment" },
    good: {
      "of the forecast": { notifications: [{ notificationType: "FORECASTED" }] },
      "not known yet": { notifications: unknown },
    },
    bad: { none: {} },
    says: /no AWS budget with a notification/,
  },
];
