import { createHash } from "node:crypto";
import type { Models, PlannedResource, ResourceModel } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";

const lower = "abcdefghijklmnopqrstuvwxyz";
const classes = {
  lower,
  upper: lower.toUpperCase(),
  numeric: "0123456789",
  special: "!@#$%&*()-_=+[]{}<>:?",
} as const;

/** As many bytes as asked for, the same for the same URN. */
function bytes(planned: PlannedResource, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let block = 0; block * 32 < length; block++) {
    blocks.push(
      createHash("sha256")
        .update(`${planned.hex(64)}:${block}`)
        .digest(),
    );
  }
  return Buffer.concat(blocks).subarray(0, length);
}

/** A text of the asked length from the character classes that are not switched off. */
function text(planned: PlannedResource): string {
  const { inputs } = planned;
  const length = typeof inputs.length === "number" ? inputs.length : 0;
  const alphabet = (Object.keys(classes) as (keyof typeof classes)[])
    .filter((name) => inputs[name] !== false)
    .map((name) =>
      name === "special" && typeof inputs.overrideSpecial === "string"
        ? inputs.overrideSpecial
        : classes[name],
    )
    .join("");
  return [...bytes(planned, length)].map((byte) => alphabet[byte % alphabet.length]).join("");
}

const shape = [
  "length",
  "lower",
  "upper",
  "numeric",
  "special",
  "overrideSpecial",
  "minLower",
  "minUpper",
  "minNumeric",
  "minSpecial",
  "keepers",
];

function checkLength(
  { inputs }: PlannedResource,
  _cloud: unknown,
  report: (p: string, f: unknown, a: string) => void,
): void {
  const { length } = inputs;
  if (length === undefined) return;
  if (typeof length !== "number" || !Number.isInteger(length) || length < 1) {
    report("length", length, "a whole number of at least 1");
  }
}

const string: ResourceModel = {
  required: ["length"],
  replaceOn: shape,
  check: checkLength,
  outputs: (planned) => ({ result: text(planned) }),
};

function identifier(planned: PlannedResource): Properties {
  const length = typeof planned.inputs.byteLength === "number" ? planned.inputs.byteLength : 0;
  const prefix = typeof planned.inputs.prefix === "string" ? planned.inputs.prefix : "";
  const value = bytes(planned, length);
  return {
    b64Std: prefix + value.toString("base64"),
    b64Url: prefix + value.toString("base64url"),
    hex: prefix + value.toString("hex"),
    dec: prefix + BigInt(`0x${value.toString("hex") || "0"}`).toString(),
  };
}

/** The random provider's resources. What they give is made from the URN, so that every run gives the same. */
export const randomModels: Models = {
  "random:index/randomPassword:RandomPassword": {
    ...string,
    outputs: (planned) => ({
      result: text(planned),
      bcryptHash: `$2a$10$${bytes(planned, 40).toString("base64url").slice(0, 53)}`,
    }),
    secretOutputs: ["result", "bcryptHash"],
  },
  "random:index/randomString:RandomString": string,
  "random:index/randomId:RandomId": {
    required: ["byteLength"],
    replaceOn: ["byteLength", "prefix", "keepers"],
    outputs: identifier,
  },
  "random:index/randomBytes:RandomBytes": {
    required: ["length"],
    replaceOn: ["length", "keepers"],
    check: checkLength,
    outputs: (planned) => {
      const value = bytes(planned, typeof planned.inputs.length === "number" ? planned.inputs.length : 0);
      return { base64: value.toString("base64"), hex: value.toString("hex") };
    },
    secretOutputs: ["base64", "hex"],
  },
  "random:index/randomUuid:RandomUuid": {
    replaceOn: ["keepers"],
    outputs: (planned) => ({
      result: planned.hex(32).replace(/^(.{8})(.{4}).(.{3})(.{4})(.{12}).*$/, "$1-$2-4$3-$4-$5"),
    }),
  },
};
