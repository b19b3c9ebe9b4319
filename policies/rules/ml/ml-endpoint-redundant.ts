import { resourceRule } from "../../rule.ts";

const endpoint = "aws:sagemaker/endpointConfiguration:EndpointConfiguration";

export const mlEndpointRedundant = resourceRule({
  name: "ml-endpoint-redundant",
  family: "ml",
  title: "Production SageMaker endpoints have two instances or more, or no servers at all",
  reasoning: "One instance in one zone is down for every update and every fault of its host.",
  severity: "medium",
  frameworks: [],
  enforcement: { development: "disabled", staging: "disabled", production: "advisory" },
  remediation: ["Set initialInstanceCount to 2 or more, or use serverlessConfig."],
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-best-practices.html",
  types: [endpoint],
  check(view, { fail, each }) {
    each(view.at("productionVariants").list(), (variant) => {
      if (!variant.at("serverlessConfig").isAbsent) return;
      if ((variant.at("initialInstanceCount").number() ?? 1) < 2) {
        fail(`${variant.path}.initialInstanceCount is 1.`);
      }
    });
  },
});
