import { unknownValue } from "../../protocol.ts";
import { type AccessCase, allow, allowAll, context, deny, document, identity, open } from "./case.ts";

const fromVpc = { StringEquals: { "aws:SourceVpc": "vpc-1" } };
const unknownVpc = context({ "aws:SourceVpc": unknownValue });

/** Answers among values that are not known yet. */
export const undecided: readonly AccessCase[] = [
  {
    says: "a key whose value is not known matters where a condition asks for it",
    ...identity({ Condition: fromVpc }),
    ...unknownVpc,
    expected: { undecided: /aws:SourceVpc/ },
  },
  {
    says: "a key whose value is not known is there",
    ...identity({ Condition: { Null: { "aws:SourceVpc": "false" } } }),
    ...unknownVpc,
    expected: "allowed",
    judge: { cannot: "to it a value that is not known is none" },
  },
  {
    says: "a key whose value is not known is no matter for another action",
    identity: [document(allow(), deny({ Action: "s3:Put*", Condition: fromVpc }))],
    ...unknownVpc,
    expected: "allowed",
  },
  {
    says: "a denial that hangs on a value decides nothing where nothing allows",
    resource: document(deny({ Principal: "*", Condition: fromVpc })),
    ...unknownVpc,
    expected: "refused",
  },
  {
    says: "a denial that hangs on a value matters where something allows",
    identity: [allowAll],
    resource: document(deny({ Principal: "*", Resource: unknownValue })),
    expected: { undecided: /Resource/ },
  },
  {
    says: "a denial that hangs on a value is no matter beside one that does not",
    identity: [allowAll],
    resource: document(deny({ Principal: "*", Resource: unknownValue }), deny({ Principal: "*" })),
    expected: "refused",
  },
  {
    says: "a statement that is not known is no matter where another allows",
    identity: [document(allow({ Resource: unknownValue })), allowAll],
    endpoint: open,
    expected: "allowed",
  },
  {
    says: "a boundary that is not known matters where identity allows",
    identity: [allowAll],
    boundary: document(allow({ Resource: unknownValue })),
    expected: { undecided: /boundary.*Resource/ },
  },
  {
    says: "a boundary that is not known is no matter where identity allows nothing",
    boundary: document(allow({ Resource: unknownValue })),
    expected: "refused",
  },
];
