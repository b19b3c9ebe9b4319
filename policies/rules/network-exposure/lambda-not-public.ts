import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const lambdaNotPublic = resourceRule({
  name: "lambda-not-public",
  family: "network-exposure",
  title: "Functions are not callable by everybody",
  reasoning: "Anyone who may call a function acts with its role, and on its bill.",
  severity: "critical",
  frameworks: [...fsbp("Lambda.1")],
  enforcement: "mandatory",
  remediation: ["Name the principal with its source account or ARN, and use AWS_IAM for function URLs."],
  url: "https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html",
  types: ["aws:lambda/permission:Permission", "aws:lambda/functionUrl:FunctionUrl"],
  check(view, { fail }) {
    if (view.type === "aws:lambda/functionUrl:FunctionUrl") {
      if (view.at("authorizationType").text() === "NONE") fail("authorizationType is NONE.");
      return;
    }
    const principal = view.at("principal").text();
    const narrowed = ["sourceAccount", "sourceArn", "principalOrgId"].some((key) => view.at(key).isSet);
    if (principal === "*" && !narrowed) fail("principal is * without a source account, ARN or organization.");
    if (principal === "s3.amazonaws.com" && !view.at("sourceAccount").isSet) {
      fail("S3 may call the function for buckets of any account: sourceAccount is missing.");
    }
  },
});
