import { resourceRule } from "../../rule.ts";
import { familyOf, machinesOf, machineTypes } from "../machines.ts";

const general =
  "t3* t4g t8i m5* m6* m7* m8* m9* c5* c6* c7* c8* c9* r5* r6* r7* r8* r9* i3en i4* i7* i8* im4gn or1 or2 om2";
const accelerated = "g4dn g5* g6* g7* gr6* inf2 p4* p5* p6* trn*";

const matches = (family: string, pattern: string): boolean =>
  pattern.endsWith("*") ? family.startsWith(pattern.slice(0, -1)) : family === pattern;

export const ec2InstanceFamilyAllowed = resourceRule({
  name: "ec2-instance-family-allowed",
  family: "cost",
  title: "Machines are of families the organisation has agreed on",
  reasoning:
    "A short list of families keeps commitments usable, images tested and out-of-the-way prices from slipping in.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: ["Take an instance type of an allowed family, or add the family to the setting families."],
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html",
  types: machineTypes,
  settings: {
    families: {
      type: "array",
      description:
        "Families that may be used, without the prefix of databases and caches; a * at the end matches any text.",
      default: [...general.split(" "), ...accelerated.split(" ")],
      items: { type: "string" },
    },
  },
  check(view, { config, each, fail }) {
    each(machinesOf(view), (names) => {
      for (const name of names.texts()) {
        const family = familyOf(name);
        if (name !== "db.serverless" && !config.families.some((pattern) => matches(family, pattern)))
          fail(`${name} is of family ${family}, which is not allowed.`);
      }
    });
  },
});
