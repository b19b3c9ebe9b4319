import { successorOf } from "@aip/facts/instance-families.ts";
import { resourceRule } from "../../rule.ts";
import { familyOf, machinesOf, machineTypes } from "../machines.ts";

export const ec2CurrentGeneration = resourceRule({
  name: "ec2-current-generation",
  family: "cost",
  title: "Machines are not of a previous generation",
  reasoning:
    "Their successors do more for the same money, and AWS offers the old ones in fewer zones each year.",
  severity: "low",
  frameworks: [],
  enforcement: "advisory",
  remediation: ["Take the family that followed."],
  url: "https://aws.amazon.com/ec2/previous-generation/",
  types: machineTypes,
  check(view, { each, fail }) {
    each(machinesOf(view), (names) => {
      for (const name of names.texts()) {
        const successor = successorOf(familyOf(name));
        if (successor !== undefined)
          fail(`${name} is of a previous generation, which ${successor} followed.`);
      }
    });
  },
});
