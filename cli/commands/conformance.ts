import { environmentArgument, textOption } from "../arguments.ts";
import { defineCommand } from "./define.ts";

export const conformance = defineCommand("conformance", {
  summary: "Say what an environment shows of CNCF Kubernetes AI Conformance, requirement by requirement",
  details: [
    "Plans the environment without an account, and goes through the checklist of its Kubernetes version. Each requirement is " +
      "decided on the plan, shown by a test on a real control plane, waits for hardware or for an operator, or is not met. " +
      "The product sheet lacks what only a vendor can say: its name, its addresses, its logo.",
    "",
    "Exit codes: 0 whatever is met; 2 a mistake in the input.",
  ],
  examples: {
    "conformance prod": "a table of all requirements",
    "conformance prod --yaml PRODUCT.yaml": "write the product sheet too",
  },
})
  .addArgument(environmentArgument())
  .addOption(textOption("--yaml <file>", "write the product sheet in the form that submissions have"))
  .addOption(textOption("--markdown <file>", "write the sheet as a page"))
  .action(async (environment, { yaml, markdown }) => {
    const { conformanceCommand } = await import("../conformance/command.ts");
    process.exitCode = await conformanceCommand(environment, { yaml, markdown });
  });
