import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";
import { cisAws, fsbp, gdpr, hipaa, pci, securityHub } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** Where each type names its key. */
const keys: Readonly<Record<string, (view: ResourceView) => Value>> = {
  "aws:ebs/volume:Volume": (volume) => volume.at("kmsKeyId"),
  "aws:rds/instance:Instance": (instance) => instance.at("kmsKeyId"),
  "aws:rds/cluster:Cluster": (cluster) => cluster.at("kmsKeyId"),
  "aws:elasticache/replicationGroup:ReplicationGroup": (group) => group.at("kmsKeyId"),
  "aws:msk/cluster:Cluster": (cluster) => cluster.at("encryptionInfo", "encryptionAtRestKmsKeyArn"),
  "aws:redshift/cluster:Cluster": (cluster) => cluster.at("kmsKeyId"),
  "aws:dynamodb/table:Table": (table) => table.at("serverSideEncryption", "kmsKeyArn"),
  "aws:sns/topic:Topic": (topic) => topic.at("kmsMasterKeyId"),
  "aws:ecr/repository:Repository": (repository) => repository.at("encryptionConfigurations", 0, "kmsKey"),
  "aws:cloudwatch/logGroup:LogGroup": (group) => group.at("kmsKeyId"),
  "aws:secretsmanager/secret:Secret": (secret) => secret.at("kmsKeyId"),
  "aws:cloudtrail/trail:Trail": (trail) => trail.at("kmsKeyId"),
};

export const kmsCustomerKeyUsed = resourceRule({
  name: "kms-customer-key-used",
  family: "encryption",
  title: "Data at rest is encrypted with a customer-managed key",
  reasoning:
    "Only a key of one's own has a policy that says who may decrypt, a log of every use, and a switch to end all access at once.",
  severity: "medium",
  frameworks: [
    ...fsbp("CloudTrail.2"),
    ...securityHub("ECR.5", "SNS.1"),
    ...cisAws("3.5"),
    ...pci("3.5.1"),
    ...hipaa("164.312(a)(2)(iv)"),
    ...gdpr("Art.32"),
  ],
  enforcement: "advisory",
  remediation: ["Name the ARN of a customer-managed KMS key."],
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html",
  types: Object.keys(keys),
  check(view, { fail, notApplicable }) {
    const key = keys[view.type]?.(view);
    if (key === undefined) return notApplicable("another type");
    if (view.type === "aws:rds/instance:Instance" && view.at("replicateSourceDb").isSet) {
      notApplicable("a replica has the key of its source");
    }
    // A key made in the same stack is not known before it exists; that it is named is what counts.
    if (!key.isSet) fail("No key is named, so a key of AWS is used.");
    else if (!key.isUnknown && key.text()?.startsWith("alias/aws/")) fail(`${key.path} is a key of AWS.`);
  },
});
