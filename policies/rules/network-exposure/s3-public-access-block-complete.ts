import { cisAws, fsbp, hipaa, pci } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";
import { publicAccessBlockType } from "../buckets.ts";

const settings = ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"];

export const s3PublicAccessBlockComplete = resourceRule({
  name: "s3-public-access-block-complete",
  family: "network-exposure",
  title: "Public access blocks block all four ways",
  reasoning:
    "Two of the settings keep new grants out and two make old ones void; with one missing the others can be walked around.",
  severity: "critical",
  frameworks: [
    ...fsbp("S3.1", "S3.8", "S3.19"),
    ...cisAws("2.1.4"),
    ...pci("1.2.8", "1.3.1", "1.3.2"),
    ...hipaa("164.308(a)(3)(i)"),
  ],
  enforcement: "mandatory",
  remediation: [
    "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
  ],
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html",
  types: [
    publicAccessBlockType,
    "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
    "aws:s3/accessPoint:AccessPoint",
  ],
  check(view, { fail, each }) {
    const accessPoint = view.type === "aws:s3/accessPoint:AccessPoint";
    const block = accessPoint ? view.at("publicAccessBlockConfiguration") : view.at();
    each(settings, (setting) => {
      const value = block.at(setting).flag();
      // An access point blocks everything unless set otherwise; the other two block nothing.
      if (value === false || (value === undefined && !accessPoint)) fail(`${setting} is not true.`);
    });
  },
  remediate(view) {
    if (view.type === "aws:s3/accessPoint:AccessPoint") return undefined;
    if (settings.every((setting) => view.at(setting).raw() === true)) return undefined;
    return { ...view.resource.inputs, ...Object.fromEntries(settings.map((setting) => [setting, true])) };
  },
});
