import * as pulumi from "@pulumi/pulumi";
import { mountDatabaseAuthorities } from "../data/database-authorities.ts";
import { PodIdentity } from "../iam/pod-identity.ts";
import { allowTraffic } from "../kubernetes/allow-traffic.ts";
import { installChart } from "../kubernetes/chart.ts";
import { syncSecret } from "../kubernetes/external-secret.ts";
import { monitorService } from "../kubernetes/monitor.ts";
import { PlatformNamespace } from "../kubernetes/namespace.ts";
import { platformPriority } from "../kubernetes/placement.ts";
import { routeService } from "../kubernetes/route.ts";
import { podIdentityAgent, publicHttps } from "../kubernetes/traffic.ts";
import { GeneratedSecret } from "../secrets/generated-secret.ts";
import { type AirflowArgs, airflowPermissions, airflowQuota } from "./airflow-args.ts";
import { createTaskClients } from "./airflow-clients.ts";
import { syncGitLogin } from "./airflow-dags.ts";
import { requireQueue } from "./airflow-job-queue.ts";
import { createDagPublisher, createTaskIdentity } from "./airflow-task-identity.ts";
import { airflowSecrets, airflowValues, databaseKeys } from "./airflow-values.ts";
import { databaseFlow, databaseUrl, databaseValues } from "./service.ts";

const port = 8080;

/**
 * Apache Airflow 3 with a pod for each task. DAGs and logs are in S3 and everything else in PostgreSQL, so that any
 * pod can be lost. Keys and the password of the first administrator, `admin`, are generated and kept in Secrets Manager;
 * services get their AWS permissions by what they do, and tasks by the folder of their DAG: a policy in the image gives each
 * task's pod the service account of its folder, and refuses DAGs that ask for another.
 *
 * The folders keep apart what tasks may do. They are no wall between people who write DAGs: all DAGs are read by one DAG
 * processor, which holds the login of Airflow's database (Airflow says so itself:
 * https://airflow.apache.org/docs/apache-airflow/stable/security/security_model.html, read 2026-11-24).
 *
 * Costs what its pods request of the nodes, and 0.80 USD a month for two secrets: the keys and the administrator.
 *
 * @example
 * import { Airflow } from "@aip/components";
 * import * as pulumi from "@pulumi/pulumi";
 *
 * const config = new pulumi.Config();
 * const pipelines = new Airflow("airflow", {
 *   context: {
 *     region: "us-east-1",
 *     clusterName: config.require("clusterName"),
 *     secretStore: "secrets-manager",
 *     secretsKeyArn: config.require("secretsKeyArn"),
 *     dataKeyArn: config.require("dataKeyArn"),
 *     monitorLabel: "release=prometheus",
 *     observabilityNamespace: "observability",
 *   },
 *   namespace: "airflow",
 *   replicas: 2,
 *   cpu: "500m",
 *   memory: "2Gi",
 *   image: { repository: "111122223333.dkr.ecr.us-east-1.amazonaws.com/airflow", tag: "3.2.2" },
 *   database: {
 *     host: config.require("databaseHost"),
 *     port: 5432,
 *     name: "airflow",
 *     secretArn: config.require("databaseSecretArn"),
 *     cidrs: ["10.0.0.0/16"],
 *   },
 *   bucket: config.require("artifactsBucket"),
 *   folders: {
 *     vision: {
 *       statements: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme-curated/*"] }],
 *       jobs: "team-vision",
 *     },
 *   },
 *   taskResources: { cpu: "1", memory: "2Gi" },
 *   maxTasks: 16,
 *   baseUrl: "https://airflow.example.com",
 *   route: {
 *     gateway: { name: "platform", namespace: "gateway" },
 *     hostname: "airflow.example.com",
 *     from: [{ cidr: "10.0.0.0/16" }],
 *   },
 *   callers: [],
 *   calls: [],
 * });
 * export const adminSecretArn = pipelines.adminSecretArn;
 */
export class Airflow extends pulumi.ComponentResource {
  /** Address inside the cluster. */
  readonly url: pulumi.Output<string>;
  /** Secrets Manager secret with `username` and `password` of the administrator. */
  readonly adminSecretArn: pulumi.Output<string>;
  /** The roles that the publishers of each folder assume to write its DAGs; a folder without publishers has none. */
  readonly dagPublisherArns: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: AirflowArgs, options?: pulumi.ComponentResourceOptions) {
    super("aip:ml:Airflow", name, {}, options);
    const parent = { parent: this };
    const { context } = args;
    const { namespace } = new PlatformNamespace(
      `${name}-space`,
      { namespace: args.namespace, quota: airflowQuota(args) },
      parent,
    );
    const { secrets, adminSecretArn } = this.#secrets(name, args, namespace);
    const identities = Object.entries(airflowPermissions(args)).map(
      ([role, statements]) =>
        new PodIdentity(
          `${name}-${role}`,
          {
            clusterName: context.clusterName,
            namespace,
            serviceAccount: `airflow-${role}`,
            statements,
          },
          parent,
        ),
    );
    const { clients, resources: clientResources } = createTaskClients(name, args, context, namespace, parent);
    const folders = Object.entries(args.folders);
    const taskIdentities = folders.flatMap(([folder, settings]) =>
      createTaskIdentity(`${name}-task-${folder}`, folder, settings, { ...args, namespace }, this),
    );
    if (args.jobsNeedQueue) requireQueue(`${name}-jobs`, namespace, parent);
    const traffic = allowTraffic(
      `${name}-network`,
      {
        policyName: "airflow",
        namespace,
        withinNamespace: true,
        ingress: [
          ...(args.callers.length + (args.route?.from.length ?? 0) === 0
            ? []
            : [{ peers: [...args.callers, ...(args.route?.from ?? [])], ports: [port] }]),
          {
            peers: [
              {
                namespace: context.observabilityNamespace,
                podLabels: { "app.kubernetes.io/name": "prometheus" },
              },
            ],
            ports: [9102],
          },
        ],
        egress: [databaseFlow(args.database), podIdentityAgent, publicHttps, ...args.calls],
      },
      parent,
    );
    const authorities = mountDatabaseAuthorities(
      `${name}-authorities`,
      { namespace, region: context.region },
      parent,
    );
    const chart = installChart(
      `${name}-chart`,
      {
        chart: "airflow",
        releaseName: "airflow",
        namespace,
        mirrors: context,
        priorityClass: platformPriority.service,
        values: airflowValues({
          region: context.region,
          image: args.image,
          bucket: args.bucket,
          authorities,
          folders: Object.keys(args.folders),
          git: args.git,
          baseUrl: args.baseUrl,
          clients,
          replicas: args.replicas,
          resources: args,
          taskResources: args.taskResources,
        }),
      },
      {
        parent: this,
        dependsOn: [
          ...secrets.map(({ resource }) => resource),
          ...clientResources,
          ...identities,
          ...taskIdentities,
          traffic,
        ],
      },
    );
    const afterChart = { parent: this, dependsOn: [chart] };
    if (context.monitorLabel !== undefined) {
      monitorService(
        name,
        {
          name: "airflow",
          namespace,
          labels: { component: "statsd", release: "airflow" },
          port: "statsd-scrape",
          path: "/metrics",
          monitorLabel: context.monitorLabel,
        },
        afterChart,
      );
    }
    if (args.route) {
      const { gateway, hostname } = args.route;
      routeService(
        name,
        {
          gateway,
          hostname,
          namespace,
          service: "airflow-api-server",
          port,
          healthPath: "/api/v2/monitor/health",
        },
        afterChart,
      );
    }
    this.url = pulumi.interpolate`http://airflow-api-server.${namespace}.svc:${port}`;
    this.adminSecretArn = adminSecretArn;
    const publishers = folders.flatMap(([folder, settings]) => {
      const arn = createDagPublisher(`${name}-dag-publisher-${folder}`, folder, settings, args, this);
      return arn === undefined ? [] : [[folder, arn] as const];
    });
    this.dagPublisherArns = pulumi.all(Object.fromEntries(publishers));
    this.registerOutputs({ url: this.url, adminSecretArn, dagPublisherArns: this.dagPublisherArns });
  }

  #secrets(name: string, { context, database, git }: AirflowArgs, namespace: pulumi.Output<string>) {
    const parent = { parent: this };
    const keys = new GeneratedSecret(
      `${name}-keys`,
      {
        description:
          "Keys of Airflow: connections and variables are encrypted, and sessions signed with them",
        kmsKeyArn: context.secretsKeyArn,
        generate: {
          fernet: { form: "fernet" },
          api: { form: "password", length: 64 },
          jwt: { form: "password", length: 64 },
        },
      },
      parent,
    );
    const admin = new GeneratedSecret(
      `${name}-admin`,
      {
        description: "Administrator of Airflow",
        kmsKeyArn: context.secretsKeyArn,
        fixed: { username: "admin" },
        generate: { password: { form: "password", length: 32 } },
      },
      parent,
    );
    const common = { namespace, store: context.secretStore };
    const secrets = [
      ...(git?.secret === undefined
        ? []
        : [syncGitLogin(`${name}-git-login`, git.secret, context, namespace, parent)]),
      syncSecret(
        `${name}-database-synced`,
        {
          ...common,
          secretName: airflowSecrets.database,
          values: databaseValues(database),
          template: {
            [databaseKeys.connection]: databaseUrl(database, "postgresql+psycopg2"),
            [databaseKeys.asyncConnection]: databaseUrl(database, "postgresql+asyncpg"),
          },
        },
        parent,
      ),
      syncSecret(
        `${name}-keys-synced`,
        {
          ...common,
          secretName: airflowSecrets.keys,
          values: {
            "fernet-key": { secretArn: keys.arn, property: "fernet" },
            "api-secret-key": { secretArn: keys.arn, property: "api" },
            "jwt-secret": { secretArn: keys.arn, property: "jwt" },
          },
        },
        parent,
      ),
      syncSecret(
        `${name}-admin-synced`,
        {
          ...common,
          secretName: airflowSecrets.admin,
          values: { password: { secretArn: admin.arn, property: "password" } },
        },
        parent,
      ),
    ];
    return { secrets, adminSecretArn: admin.arn };
  }
}
