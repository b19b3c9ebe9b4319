import { teamBounds } from "@aip/common/arguments/teams.ts";
import { imageNameFormat, teamFormat } from "@aip/common/formats.ts";
import { z } from "zod";
import { cpuQuantity, memoryQuantity, roleArn, text, usd, whole } from "./common.ts";

const team = z.strictObject({
  /** IAM role whose members administer the team's namespace. It must exist. Default: nobody. */
  adminRoleArn: roleArn.optional(),
  /** IAM role whose members may read the team's namespace, secrets excepted. It must exist. Default: nobody. */
  viewerRoleArn: roleArn.optional(),
  /** What all pods of the team may ask for together, and what its queue is sure of. */
  quota: z
    .strictObject({
      /** Cores. Default: 20. */
      cpu: cpuQuantity.default("20"),
      /** Memory. Default: 80Gi. */
      memory: memoryQuantity.default("80Gi"),
      /** Whole NVIDIA GPUs. More can be borrowed from teams that leave theirs idle, up to `gpuBurst`. Default: 0. */
      gpu: whole(teamBounds.gpu).default(0),
      /** GPUs at most, the borrowed ones included. Default: as many as `gpu`. */
      gpuBurst: whole(teamBounds.gpu).optional(),
      /** Size of all volumes together. Default: 500Gi. */
      storage: memoryQuantity.default("500Gi"),
      /** Pods at the same time. Default: 100. */
      pods: whole(teamBounds.pods).default(100),
    })
    .prefault({}),
  /** Share of what teams lend each other, in relation to the others'. Default: 1. */
  weight: z.number().positive("expected a number above 0").default(1),
  /**
   * Highest priority class that the team's pods may have: `low` up to training, `normal` up to interactive, `high` up to
   * serving, which pushes the others out when nodes are short. Default: normal.
   */
  priority: z.enum(["low", "normal", "high"]).default("normal"),
  /** Git repositories the team may deploy from with Argo CD. Default: none. */
  repositories: z
    .array(z.string().regex(/^https:\/\/[^*]+$/, "expected the https address of a Git repository"))
    .default([]),
  /**
   * IAM roles, such as that of a CI system, which may assume the role that writes the team's DAGs into Airflow: the output
   * `airflowDagPublisherArns` of the ml-services layer. They must exist. Default: nobody.
   */
  dagPublishers: z.array(roleArn).default([]),
  /**
   * Names of the images that the team builds. Each has a repository `ai-platform-<environment>/teams/<team>/<image>`,
   * into which the team's pods push. 0.10 USD for each GiB and month. Default: one, `workloads`.
   */
  images: z.array(text(imageNameFormat)).default(["workloads"]),
  /** Alerts of the team's namespace. */
  alerts: z
    .strictObject({
      /** Mailboxes that get them instead of those of `platform:observability.alerts`; each must confirm once. Default: none. */
      emails: z.array(z.email("expected a mail address")).default([]),
    })
    .prefault({}),
  /**
   * A budget of AWS for what carries the tag `Owner` with the team's name: its images, secrets and topics, and what it
   * makes itself. Nodes are shared and not in it. Default: none.
   */
  budget: z
    .strictObject({
      /** What it may cost, in US dollars a month. The mailboxes of its alerts, or else of `platform:budget`, are notified. */
      monthlyUsd: usd,
    })
    .optional(),
});

/** The teams by name, which is also the name of their namespace, `team-<name>`; `common/arguments/teams.ts` has the rules. */
export const teams = z.record(text(teamFormat), team);
