import type { Invokes, Models, PlannedResource, Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";
import { checkPolicyDocument } from "./policy-document.ts";

const secretType = "aws:secretsmanager/secret:Secret";
const versionType = "aws:secretsmanager/secretVersion:SecretVersion";

/** Secrets Manager adds six characters to the name. */
const arn = (planned: PlannedResource): string =>
  `arn:aws:secretsmanager:${planned.region}:${planned.account}:secret:${String(planned.inputs.name)}-${planned.hex(6)}`;

function checkSecret(planned: PlannedResource, _: CloudView, report: Report): void {
  const days = planned.inputs.recoveryWindowInDays;
  if (typeof days === "number" && days !== 0 && (days < 7 || days > 30)) {
    report("recoveryWindowInDays", days, "0, or 7 to 30 days");
  }
  checkPolicyDocument("policy", planned.inputs.policy, "resource", report);
}

export const secretsmanager: Models = {
  [secretType]: {
    name: {
      property: "name",
      maxLength: 512,
      pattern: /^[\w/+=.@-]+$/,
      allowed: "letters, digits and /_+=.@-",
      unique: "account",
    },
    id: arn,
    arn,
    check: checkSecret,
  },
  [versionType]: {
    id: (planned) => `${String(planned.inputs.secretId)}|terraform-${planned.hex(16)}`,
    required: ["secretId"],
    replaceOn: ["secretId", "secretString", "secretBinary"],
    check: (planned, _, report) => {
      const { secretString } = planned.inputs;
      if (typeof secretString === "string" && secretString.length > 65536) {
        report("secretString", `${secretString.length} characters`, "at most 65536");
      }
    },
    outputs: (planned) => ({
      arn: planned.inputs.secretId,
      versionId: `terraform-${planned.hex(16)}`,
      versionStages: ["AWSCURRENT"],
    }),
    secretOutputs: ["secretString", "secretBinary"],
  },
};

/** The value that Pulumi gave a secret, or a made-up one for a secret that something else fills. */
function secretVersion(args: Properties, cloud: CloudView): Properties {
  const secretId = String(args.secretId);
  const secret = cloud.find(secretId);
  if (secret?.type !== secretType) throw new Error(`Secrets Manager cannot find the secret ${secretId}`);
  const version = cloud.all(versionType).find(({ inputs }) => inputs.secretId === secretId);
  return {
    arn: secretId,
    id: `${secretId}|AWSCURRENT`,
    secretId,
    secretString: version?.inputs.secretString ?? `simulated-${secret.id.slice(-6)}`,
    secretBinary: "",
    versionId: "simulated",
    versionStages: ["AWSCURRENT"],
    createdDate: "2026-01-01T00:00:00Z",
  };
}

export const secretsmanagerInvokes: Invokes = {
  "aws:secretsmanager/getSecretVersion:getSecretVersion": secretVersion,
};
