import { dataClassifications, platformTags } from "@aip/common/tags.ts";
import { type RuleCases, resource, unknown } from "../../testing/cases.ts";
import { tags } from "../../testing/tags.ts";

const { Owner: _owner, ...ownerless } = tags;

export const cases: readonly RuleCases[] = [
  {
    rule: "aws-required-tags",
    type: "aws:s3/bucket:Bucket",
    good: { "none are required by default": {}, "and none looked at": { tags: unknown } },
    bad: {},
  },
  {
    rule: "aws-required-tags",
    type: "aws:s3/bucket:Bucket",
    settings: { tags: platformTags },
    good: {
      all: { tags },
      "one is not known yet": { tags: { ...tags, Owner: unknown } },
      "a type that takes none": [resource("aws:iam/rolePolicy:RolePolicy", "p", { policy: unknown })],
    },
    bad: { none: {}, "one missing": { tags: ownerless }, "one empty": { tags: { ...tags, Owner: "" } } },
  },
  {
    rule: "aws-tag-values",
    type: "aws:s3/bucket:Bucket",
    good: {
      "any value by default": { tags: { DataClassification: "secret", Environment: "Production" } },
    },
    bad: {},
  },
  {
    rule: "aws-tag-values",
    type: "aws:s3/bucket:Bucket",
    settings: { classifications: dataClassifications, environment: true },
    good: { "known values": { tags }, "no tags": {} },
    bad: {
      "a classification of one's own": { tags: { ...tags, DataClassification: "secret" } },
      "another environment": { tags: { ...tags, Environment: "Production" } },
    },
    deferred: { "not known yet": { tags: { ...tags, DataClassification: unknown } } },
  },
  {
    rule: "ec2-launch-tags",
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    good: {
      both: {
        tagSpecifications: [
          { resourceType: "instance", tags },
          { resourceType: "volume", tags: unknown },
        ],
      },
      "a group": [
        resource("aws:autoscaling/group:Group", "g", {
          tags: [{ key: "Owner", value: "ml", propagateAtLaunch: true }],
        }),
      ],
    },
    bad: {
      none: {},
      "instances only": { tagSpecifications: [{ resourceType: "instance", tags }] },
      "a group": [
        resource("aws:autoscaling/group:Group", "g", {
          tags: [{ key: "Owner", value: "ml", propagateAtLaunch: false }],
        }),
      ],
    },
    deferred: { "not known yet": { tagSpecifications: unknown } },
  },
  {
    rule: "rds-snapshot-tags",
    type: "aws:rds/instance:Instance",
    good: {
      copied: { engine: "postgres", copyTagsToSnapshot: true },
      "Aurora's members": { engine: "aurora-mysql" },
    },
    bad: { "by default they are not": { engine: "postgres" } },
    deferred: { "not known yet": { engine: "postgres", copyTagsToSnapshot: unknown } },
  },
  {
    rule: "kubernetes-labels-set",
    type: "kubernetes:apps/v1:Deployment",
    good: {
      named: { metadata: { labels: { "app.kubernetes.io/name": "api" } } },
      "a namespace": [
        resource("kubernetes:core/v1:Namespace", "n", {
          metadata: { labels: { "app.kubernetes.io/part-of": unknown } },
        }),
      ],
    },
    bad: {
      none: { metadata: {} },
      "a namespace": [resource("kubernetes:core/v1:Namespace", "n", { metadata: { name: "ml" } })],
    },
  },
];
