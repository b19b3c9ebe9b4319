import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";

const certificateType = "aws:acm/certificate:Certificate";
const recordType = "aws:route53/record:Record";
const domainName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/;

const namesOf = (planned: PlannedResource): string[] =>
  [
    planned.inputs.domainName,
    ...((planned.inputs.subjectAlternativeNames as unknown[] | undefined) ?? []),
  ].filter((name) => typeof name === "string");

function checkCertificate(planned: PlannedResource, _: CloudView, report: Report): void {
  const names = namesOf(planned);
  for (const name of names) {
    if (!domainName.test(name)) report("subjectAlternativeNames", name, "a DNS name such as api.example.com");
  }
  const subject = planned.inputs.domainName;
  if (typeof subject === "string" && subject.length > 64) {
    report("domainName", subject, "at most 64 characters");
  }
  if (names.length > 10) report("subjectAlternativeNames", names.length, "at most ten names in all");
}

/** The certificate is issued once every proof is in DNS; before that, AWS would wait and then give up. */
function checkValidation(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { certificateArn, validationRecordFqdns: fqdns } = planned.inputs;
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
    id: (planned) => certificateArn(planned),
    arn: (planned) => certificateArn(planned),
    required: ["domainName"],
    replaceOn: ["domainName", "subjectAlternativeNames", "validationMethod", "keyAlgorithm"],
    check: checkCertificate,
    outputs: (planned) => ({
      status: "PENDING_VALIDATION",
      domainValidationOptions: namesOf(planned).map((name) => ({
        domainName: name,
        resourceRecordName: `_${planned.hex(16)}.${name.replace("*.", "")}`,
        resourceRecordType: "CNAME",
        resourceRecordValue: `_${planned.hex(20)}.acm-validations.aws`,
      })),
    }),
  },
  "aws:acm/certificateValidation:CertificateValidation": {
    id: (planned) => `validation-${planned.hex(16)}`,
    required: ["certificateArn"],
    replaceOn: ["certificateArn", "validationRecordFqdns"],
    check: checkValidation,
  },
};

const certificateArn = (planned: PlannedResource): string =>
  `arn:aws:acm:${planned.region}:${planned.account}:certificate/${planned
    .hex(32)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
