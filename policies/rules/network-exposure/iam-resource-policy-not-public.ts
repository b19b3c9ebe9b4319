import { isPublic, statements } from "@aip/common/iam/document.ts";
import { fsbp } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

export const iamResourcePolicyNotPublic = resourceRule({
  name: "iam-resource-policy-not-public",
  family: "network-exposure",
  title:
    "No policy of a queue, topic, repository, secret, event bus, vault or search domain lets in everybody",
  reasoning: "These policies reach across accounts: a wildcard in one is a door for every account there is.",
  severity: "critical",
  frameworks: [...fsbp("SQS.3", "SNS.4")],
  enforcement: "mandatory",
  remediation: [
    "Name the principals, or narrow the statement with aws:SourceArn, aws:SourceAccount or aws:PrincipalOrgID.",
  ],
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html",
  types: [
    "aws:sqs/queuePolicy:QueuePolicy",
    "aws:sqs/queue:Queue",
    "aws:sns/topicPolicy:TopicPolicy",
    "aws:sns/topic:Topic",
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    "aws:secretsmanager/secretPolicy:SecretPolicy",
    "aws:secretsmanager/secret:Secret",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
    "aws:backup/vaultPolicy:VaultPolicy",
    "aws:efs/fileSystemPolicy:FileSystemPolicy",
    "aws:opensearch/domain:Domain",
    "aws:opensearch/domainPolicy:DomainPolicy",
  ],
  check(view, { fail, each }) {
    // Inside a VPC a search domain is reached through its security groups; AWS suggests an open policy there.
    const inVpc = view.type === "aws:opensearch/domain:Domain" && !view.at("vpcOptions").isAbsent;
    for (const property of ["policy", "accessPolicies"]) {
      if (inVpc && property === "accessPolicies") continue;
      each(statements(view.at(property)), (statement) => {
        const mount = statement.at("Condition", "Bool", "elasticfilesystem:AccessedViaMountTarget").texts();
        if (mount.includes("true")) return;
        if (isPublic(statement)) {
          fail(`Statement ${statement.path} allows any principal without a narrowing condition.`);
        }
      });
    }
  },
});
