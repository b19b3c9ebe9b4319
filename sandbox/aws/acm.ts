import type { CloudView } from "../core/cloud.ts";
import type { Draft, Models, Report } from "../core/model.ts";

const certificateType = "aws:acm/certificate:Certificate";
const recordType = "aws:route53/record:Record";
const domainName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

const namesOf = (draft: Draft): string[] =>
  [
    draft.inputs.domainName,
    ...((draft.inputs.subjectAlternativeNames as unknown[] | undefined) ?? []),
  ].filter((name) => typeof name === "string");

function checkCertificate(draft: Draft, _: CloudView, report: Report): void {
  const names = namesOf(draft);
  for (const name of names) {
    if (!domainName.test(name)) report("subjectAlternativeNames", name, "a DNS name such as api.example.com");
  }
  const subject = draft.inputs.domainName;
  if (typeof subject === "string" && subject.length > 64) {
    report("domainName", subject, "at most 64 characters");
  }
  if (names.length > 10) report("subjectAlternativeNames", names.length, "at most ten names in all");
}

/** The certificate is issued once every proof stands in DNS; before that, AWS would wait and then give up. */
function checkValidation(draft: Draft, cloud: CloudView, report: Report): void {
  const { certificateArn, validationRecordFqdns: fqdns } = draft.inputs;
  const certificate = typeof certificateArn === "string" ? cloud.find(certificateArn) : undefined;
  if (!certificate || !Array.isArray(fqdns) || fqdns.includes(undefined)) return;
  const records = new Set(cloud.all(recordType).map(({ outputs }) => outputs.fqdn ?? outputs.name));
  for (const { resourceRecordName } of certificate.outputs.domainValidationOptions as {
    resourceRecordName: string;
  }[]) {
    if (!records.has(resourceRecordName)) {
      report("validationRecordFqdns", fqdns, `a DNS record ${resourceRecordName}`);
    }
  }
}

export const acm: Models = {
  [certificateType]: {
    id: (draft) => certificateArn(draft),
    arn: (draft) => certificateArn(draft),
    required: ["domainName"],
    replaceOn: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm"],
    check: checkCertificate,
    outputs: (draft) => ({
      status: "PENDING_VALIDATION",
      domainValidationOptions: namesOf(draft).map((name) => ({
        domainName: name,
        resourceRecordName: `_${draft.hex(16)}.${name.replace("*.", "")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${draft.hex(20)}.acm-validations.aws`,
      })),
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: (draft) => `validation-${draft.hex(16)}`,
    required: ["certificateArn"],
    replaceOn: ["certificateArn", "validationRecordFqdns"],
    check: checkValidation,
  },
};

const certificateArn = (draft: Draft): string =>
  `arn:aws:acm:${draft.region}:${draft.account}:certificate/${draft
    .hex(32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
