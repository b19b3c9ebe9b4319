import { elasticStackVersion } from "@aip/facts/elastic.ts";
import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { mirrored } from "../kubernetes/mirrors.ts";
import { restrictedJob } from "../kubernetes/restricted-job.ts";
import type { ObservabilityContext } from "./context.ts";
import type { ElasticsearchAccess } from "./elastic-resources.ts";

const authorityPath = "/etc/elasticsearch/authority";
const userPath = "/etc/elasticsearch/user";

export const retentionUser = "log-retention";
export const retentionRole = "log_retention";

/**
 * What the job may do: change templates, and manage log streams. It reads no logs; `manage` is the least that may change
 * a setting of an index (https://www.elastic.co/docs/reference/elasticsearch/security-privileges).
 */
export const retentionRoleDefinition = [
  `${retentionRole}:`,
  "  cluster: [manage_index_templates]",
  "  indices:",
  '    - names: ["logs-*"]',
  "      privileges: [manage]",
  "",
].join("\n");

/**
 * Log streams are made from templates of Elasticsearch's own, whose policy `logs@lifecycle` never deletes anything. The
 * component template `logs@custom` is the place that they leave for changes; it has data stream lifecycle, which does delete,
 * go before that policy. Streams and indices that exist already get the same, each by its API
 * (https://www.elastic.co/docs/manage-data/lifecycle/data-stream/tutorial-migrate-ilm-managed-data-stream-to-data-stream-lifecycle,
 * read 2026-11-24). No stream yet is no mistake. Doing it again changes nothing.
 *
 * The password is in a configuration that curl reads, not in its arguments, which a list of processes shows.
 */
const script = `set -eu
put() {
  printf 'user = "%s:%s"\\n' ${retentionUser} "$(cat ${userPath}/password)" |
    curl --config - --fail-with-body --silent --show-error --retry 5 --retry-connrefused \\
      --cacert ${authorityPath}/ca.crt --request PUT --header 'Content-Type: application/json' \\
      --data "$2" "$ES_URL/$1"
  echo
}
put '_component_template/logs@custom' "{
  \\"template\\": {
    \\"settings\\": { \\"index.lifecycle.prefer_ilm\\": false },
    \\"lifecycle\\": { \\"enabled\\": true, \\"data_retention\\": \\"$RETENTION\\" }
  }
}"
put '_data_stream/logs-*/_lifecycle' "{ \\"enabled\\": true, \\"data_retention\\": \\"$RETENTION\\" }"
put 'logs-*/_settings?allow_no_indices=true' '{ "index.lifecycle.prefer_ilm": false }'
`;

/**
 * Has Elasticsearch delete logs that are too old, by a job that runs again whenever the days change. Elastic's operator can
 * declare the same with an Enterprise licence alone
 * (https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/elastic-stack-configuration-policies).
 *
 * @param elasticsearch Elasticsearch, and the password of the user `log-retention`.
 * @param retentionDays Days after which logs are deleted.
 */
export const deleteOldLogs = (
  name: string,
  context: ObservabilityContext,
  elasticsearch: Omit<ElasticsearchAccess, "user">,
  retentionDays: number,
  options: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.Job =>
  restrictedJob(
    name,
    {
      jobName: "log-retention",
      namespace: context.namespace,
      labels: { "app.kubernetes.io/name": "log-retention", "app.kubernetes.io/part-of": "ai-platform" },
      steps: [
        {
          name: "retention",
          // It has curl, and is on the nodes already.
          image: mirrored(
            `${elasticStackVersion.elasticsearchImage}:${elasticStackVersion.version}`,
            context.imageMirror,
          ),
          command: ["sh", "-c", script],
          env: { ES_URL: elasticsearch.url, RETENTION: `${retentionDays}d` },
          resources: { cpu: "10m", memory: "64Mi" },
        },
      ],
      secretFiles: [
        {
          volume: "authority",
          secretName: elasticsearch.certificateSecret,
          mountPath: authorityPath,
          keys: ["ca.crt"],
        },
        {
          volume: "user",
          secretName: elasticsearch.passwordSecret,
          mountPath: userPath,
          keys: ["password"],
        },
      ],
    },
    options,
  );
