import * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { image } from "../kubernetes/image.ts";
import { platformPriority } from "../kubernetes/placement.ts";
import { restrictedContainer, restrictedPod } from "../kubernetes/security-context.ts";
import type { ObservabilityContext } from "./context.ts";
import type { ElasticsearchAccess } from "./elastic-resources.ts";

const authorityPath = "/etc/elasticsearch";
const labels = { "app.kubernetes.io/name": "jaeger-cleaner", "app.kubernetes.io/part-of": "ai-platform" };

/** Deletes traces that are too old, every night: Jaeger makes an index a day and never deletes one. */
export function cleanTraces(
  name: string,
  context: ObservabilityContext,
  elasticsearch: ElasticsearchAccess,
  retentionDays: number,
  options: pulumi.CustomResourceOptions,
): kubernetes.batch.v1.CronJob {
  return new kubernetes.batch.v1.CronJob(
    name,
    {
      metadata: { name: "jaeger-cleaner", namespace: context.namespace, labels },
      spec: {
        schedule: "15 2 * * *",
        concurrencyPolicy: "Forbid",
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 3,
        jobTemplate: {
          spec: {
            backoffLimit: 3,
            template: {
              metadata: { labels },
              spec: {
                priorityClassName: platformPriority.service,
                restartPolicy: "Never",
                automountServiceAccountToken: false,
                securityContext: restrictedPod(),
                containers: [
                  {
                    name: "cleaner",
                    image: image("jaeger-es-index-cleaner", context.imageMirror),
                    args: [String(retentionDays), elasticsearch.url],
                    env: [
                      { name: "ES_USERNAME", value: elasticsearch.user },
                      {
                        name: "ES_PASSWORD",
                        valueFrom: { secretKeyRef: { name: elasticsearch.passwordSecret, key: "password" } },
                      },
                      { name: "ES_TLS_ENABLED", value: "true" },
                      { name: "ES_TLS_CA", value: `${authorityPath}/ca.crt` },
                    ],
                    resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "64Mi" } },
                    securityContext: restrictedContainer,
                    volumeMounts: [{ name: "authority", mountPath: authorityPath, readOnly: true }],
                  },
                ],
                volumes: [{ name: "authority", secret: { secretName: elasticsearch.certificateSecret } }],
              },
            },
          },
        },
      },
    },
    options,
  );
}
