import { fsbp, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { bucketTypes } from "../buckets.ts";

const open = new Set(["public-read", "public-read-write", "authenticated-read"]);
const groups = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

export const s3BucketAclPrivate = resourceRule({
  name: "s3-bucket-acl-private",
  family: "network-exposure",
  title: "No ACL opens a bucket",
  reasoning:
    "ACLs are the older second way to grant access, easy to overlook beside a policy that looks tight.",
  severity: "critical",
  frameworks: [
    ...fsbp("S3.2", "S3.3", "S3.12"),
    ...pci("1.2.8", "1.3.1", "1.3.2"),
    ...hipaa("164.308(a)(3)(i)", "164.312(a)(1)"),
  ],
  enforcement: "mandatory",
  remediation: ["Use no ACL: set BucketOwnershipControls to BucketOwnerEnforced and grant by policy."],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
  types: [
    "aws:s3/bucketAcl:BucketAcl",
    "aws:s3/bucketAclV2:BucketAclV2",
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    ...bucketTypes,
  ],
  check(view, { fail, each }) {
    if (view.type === "aws:s3/bucketOwnershipControls:BucketOwnershipControls") {
      if (view.at("rule", "objectOwnership").text() === "ObjectWriter") {
        fail("objectOwnership is ObjectWriter: who writes an object decides who may read it.");
      }
      return;
    }
    const acl = view.at("acl").text();
    if (acl !== undefined && open.has(acl)) fail(`acl is ${acl}.`);
    const grants = [...view.at("grants").list(), ...view.at("accessControlPolicy", "grants").list()];
    each(grants, (grant) => {
      const uri = (grant.at("grantee").isAbsent ? grant : grant.at("grantee")).at("uri").text();
      if (uri !== undefined && groups.test(uri)) fail(`${grant.path} grants access to everybody.`);
    });
  },
});
