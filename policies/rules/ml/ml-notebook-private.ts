import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

const instance = "aws:sagemaker/notebookInstance:NotebookInstance";

export const mlNotebookPrivate = resourceRule({
  name: "ml-notebook-private",
  family: "ml",
  title: "SageMaker notebooks are in the VPC, without root and without a way around it",
  reasoning: "A notebook runs whatever its user pastes into it, next to the data it is there for.",
  severity: "high",
  frameworks: [...fsbp("SageMaker.1", "SageMaker.2", "SageMaker.3")],
  enforcement: "mandatory",
  remediation: [
    "Set directInternetAccess and rootAccess to Disabled and give a subnet; VpcOnly for a domain.",
  ],
  url: "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html",
  types: [instance, "aws:sagemaker/domain:Domain"],
  check(view, { fail }) {
    if (view.type !== instance) {
      if (view.at("appNetworkAccessType").text() !== "VpcOnly") fail("appNetworkAccessType is not VpcOnly.");
      return;
    }
    if (!view.at("subnetId").isSet) fail("subnetId is not given.");
    if (view.at("directInternetAccess").text() !== "Disabled") fail("directInternetAccess is not Disabled.");
    if (view.at("rootAccess").text() !== "Disabled") fail("rootAccess is not Disabled.");
  },
});
