import { urnName } from "@aip/common/urn.ts";
import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";

const zoneType = "aws:route53/zone:Zone";
const recordType = "aws:route53/record:Record";
const label = /^(\*|[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/i;

const isDomain = (name: string): boolean =>
  name.length <= 255 &&
  name
    .replace(/\.$/, "")
    .split(".")
    .every((part) => label.test(part));

/** Zone ids are not of the form that the general check of references knows. */
function checkZoneId(property: string, id: unknown, report: Report): void {
  if (typeof id !== "string") return;
  if (!/^Z[0-9A-Z]{1,32}$/.test(id)) report(property, id, "a hosted zone id (Z…)");
}

const zoneOf = (id: unknown, cloud: CloudView) => (typeof id === "string" ? cloud.find(id) : undefined);
const isPrivate = (inputs: Properties): boolean => ((inputs.vpcs as unknown[] | undefined) ?? []).length > 0;

function checkZone(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { name } = planned.inputs;
  if (typeof name !== "string") return;
  if (!isDomain(name))
    report("name", name, "a domain name of labels of at most 63 letters, digits and dashes");
  const vpcs = (planned.inputs.vpcs as { vpcId?: unknown }[] | undefined) ?? [];
  for (const { urn, inputs } of cloud.all(zoneType)) {
    if (urn === planned.urn || inputs.name !== name || !isPrivate(planned.inputs)) continue;
    const taken = ((inputs.vpcs as { vpcId?: unknown }[] | undefined) ?? []).map(({ vpcId }) => vpcId);
    const shared = vpcs.find(({ vpcId }) => vpcId !== undefined && taken.includes(vpcId));
    if (shared) report("vpcs", shared.vpcId, `a VPC without a zone of this name; it has ${urnName(urn)}`);
  }
}

const recordTypes = [
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DS",
  "HTTPS",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "SOA",
  "SPF",
  "SRV",
  "SVCB",
  "TXT",
];

function checkRecord(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { inputs } = planned;
  const { name, type, zoneId, ttl, records, aliases, setIdentifier } = inputs;
  checkZoneId("zoneId", zoneId, report);
  if (type !== undefined && !recordTypes.includes(String(type))) {
    report("type", type, `one of ${recordTypes.join(", ")}`);
  }
  if (typeof name === "string" && !isDomain(name)) report("name", name, "a domain name");
  const zone = zoneOf(zoneId, cloud);
  const domain = String(zone?.outputs.name ?? "").replace(/\.$/, "");
  if (
    typeof name === "string" &&
    zone &&
    name.includes(".") &&
    !`.${name.replace(/\.$/, "")}`.endsWith(`.${domain}`)
  ) {
    report("name", name, `a name within ${domain}`);
  }
  if (type === "CNAME" && typeof name === "string" && name.replace(/\.$/, "") === domain) {
    report("type", type, "an alias record: the top of a zone cannot be a CNAME");
  }
  if ("records" in inputs === "aliases" in inputs) {
    report("records", records ?? aliases, "either records or an alias");
  }
  if ("records" in inputs && !("ttl" in inputs)) report("ttl", ttl, "seconds, where there are records");
  if ("aliases" in inputs && ttl !== undefined) report("ttl", ttl, "nothing for an alias");
  for (const other of cloud.all(recordType)) {
    const same = ["zoneId", "name", "type"].every(
      (key) => inputs[key] !== undefined && other.inputs[key] === inputs[key],
    );
    if (other.urn !== planned.urn && same && setIdentifier === undefined && inputs.allowOverwrite !== true) {
      report("name", name, `a name and type that ${urnName(other.urn)} does not have`);
    }
  }
}

function checkSigningKey(planned: PlannedResource, cloud: CloudView, report: Report): void {
  const { hostedZoneId, keyManagementServiceArn, name, status } = planned.inputs;
  checkZoneId("hostedZoneId", hostedZoneId, report);
  if (typeof name === "string" && !/^[a-zA-Z0-9_]{3,128}$/.test(name)) {
    report("name", name, "3 to 128 letters, digits and underscores");
  }
  if (status !== undefined && status !== "ACTIVE" && status !== "INACTIVE") {
    report("status", status, "ACTIVE or INACTIVE");
  }
  if (typeof keyManagementServiceArn !== "string") return;
  if (!keyManagementServiceArn.startsWith("arn:aws:kms:us-east-1:")) {
    report("keyManagementServiceArn", keyManagementServiceArn, "a key in us-east-1");
  }
  const key = cloud.find(keyManagementServiceArn)?.inputs;
  if (key && (key.customerMasterKeySpec !== "ECC_NIST_P256" || key.keyUsage !== "SIGN_VERIFY")) {
    report("keyManagementServiceArn", key.customerMasterKeySpec, "a key for signing of type ECC_NIST_P256");
  }
}

function checkPublic(property: string, id: unknown, cloud: CloudView, report: Report): void {
  checkZoneId(property, id, report);
  const zone = zoneOf(id, cloud);
  if (zone && isPrivate(zone.inputs)) report(property, id, "a public zone");
}

/** Hosted zones and what is in them. */
export const route53: Models = {
  [zoneType]: {
    id: (planned) => `Z${planned.hex(20).toUpperCase()}`,
    arn: (planned) => `arn:aws:route53:::hostedzone/${planned.id}`,
    required: ["name"],
    replaceOn: ["name", "delegationSetId"],
    heldBy: [recordType, "aws:route53/queryLog:QueryLog", "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"],
    check: checkZone,
    outputs: (planned) => ({
      zoneId: planned.id,
      nameServers: ["com", "net", "org", "co.uk"].map((end, index) => {
        const number = (Number.parseInt(planned.hex(3), 16) % 512) + index * 512;
        return `ns-${number}.awsdns-${String(number % 64).padStart(2, "0")}.${end}`;
      }),
      primaryNameServer: `ns-${Number.parseInt(planned.hex(3), 16) % 512}.awsdns-00.com`,
    }),
  },
  [recordType]: {
    id: ({ inputs }) => [inputs.zoneId, inputs.name, inputs.type].join("_"),
    required: ["zoneId", "name", "type"],
    replaceOn: ["zoneId", "type", "name"],
    check: checkRecord,
    outputs: ({ inputs }, cloud) => {
      const domain = String(zoneOf(inputs.zoneId, cloud)?.outputs.name ?? "");
      const name = String(inputs.name);
      return { fqdn: domain === "" || name.endsWith(domain) ? name : `${name}.${domain}` };
    },
  },
  "aws:route53/keySigningKey:KeySigningKey": {
    id: ({ inputs }) => `${String(inputs.hostedZoneId)},${String(inputs.name)}`,
    required: ["hostedZoneId", "keyManagementServiceArn"],
    replaceOn: ["hostedZoneId", "keyManagementServiceArn", "name"],
    check: checkSigningKey,
    outputs: (planned) => ({
      keyTag: Number.parseInt(planned.hex(4), 16),
      dsRecord: `${Number.parseInt(planned.hex(4), 16)} 13 2 ${planned.hex(64).toUpperCase()}`,
      digestAlgorithmMnemonic: "SHA-256",
      signingAlgorithmMnemonic: "ECDSAP256SHA256",
    }),
  },
  "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec": {
    id: ({ inputs }) => `${String(inputs.hostedZoneId)}-signing`,
    required: ["hostedZoneId"],
    replaceOn: ["hostedZoneId"],
    check: (planned, cloud, report) => {
      const { hostedZoneId } = planned.inputs;
      checkPublic("hostedZoneId", hostedZoneId, cloud, report);
      const key = cloud
        .all("aws:route53/keySigningKey:KeySigningKey")
        .find(({ inputs }) => inputs.hostedZoneId === hostedZoneId);
      if (typeof hostedZoneId === "string" && !key) {
        report("hostedZoneId", hostedZoneId, "a zone with an active key-signing key");
      }
    },
  },
  "aws:route53/queryLog:QueryLog": {
    id: (planned) => planned.hex(32),
    arn: (planned) => `arn:aws:route53:::queryloggingconfig/${planned.id}`,
    required: ["zoneId", "cloudwatchLogGroupArn"],
    replaceOn: ["zoneId", "cloudwatchLogGroupArn"],
    check: (planned, cloud, report) => {
      const { zoneId, cloudwatchLogGroupArn: group } = planned.inputs;
      checkPublic("zoneId", zoneId, cloud, report);
      if (typeof group === "string" && !group.startsWith("arn:aws:logs:us-east-1:")) {
        report("cloudwatchLogGroupArn", group, "a log group in us-east-1");
      }
    },
  },
};
