import { resourceRule } from "../../rule.ts";
import { familyOf, machinesOf, machineTypes } from "./machines.ts";

const general =
  "t3 t3a t4g t8i m5 m5a m6a m6g m6gd m6i m6id m7a m7g m7gd m7i m7i-flex m8a m8g m8gd m8i m8i-flex m9g m9gd c5 c5a c6a c6g c6gd c6i c6id c7a c7g c7gd c7i c7i-flex c8a c8g c8gd c8i c8i-flex c9g r5 r5a r6a r6g r6gd r6i r6id r7a r7g r7gd r7i r8a r8g r8gd r8i r8i-flex i4g i4i i7i i7ie i8g im4gn or1 or2";
const accelerated =
  "g4dn g5 g5g g6 g6e g6f g7 g7e gr6 gr6f inf2 p4d p4de p5 p5e p5en p6-b200 p6-b300 trn1 trn1n trn2";

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
      description: "Families that may be used; those of databases and caches are named without their prefix.",
      default: [...general.split(" "), ...accelerated.split(" ")],
      items: { type: "string" },
    },
  },
  check(subject, { config, each, fail }) {
    const allowed = new Set(config.families);
    each(machinesOf(subject), (names) => {
      for (const name of names.texts()) {
        const family = familyOf(name);
        if (name !== "db.serverless" && !allowed.has(family))
          fail(`${name} is of family ${family}, which is not allowed.`);
      }
    });
  },
});
