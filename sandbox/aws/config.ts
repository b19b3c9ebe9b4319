import type { Models, NameRule, PlannedResource, Report } from "../core/model.ts";
import type { CloudView } from "../core/view.ts";
import { checkNamed } from "./checks.ts";

const recorderType = "aws:cfg/recorder:Recorder";
const channelType = "aws:cfg/deliveryChannel:DeliveryChannel";

const name: NameRule = {
  property: "name",
  maxLength: 256,
  pattern: /^[\w.-]+$/,
  allowed: "letters, digits and ._-",
  unique: "account",
};

/** AWS allows one recorder and one delivery channel in an account and region. */
const single = (planned: PlannedResource, cloud: CloudView, report: Report): void => {
  const other = cloud.all(planned.type).find(({ urn }) => urn !== planned.urn);
  if (other) report("(account)", other.urn, "one in the account and region");
};

/** AWS Config. */
export const config: Models = {
  [recorderType]: { name, required: ["roleArn"], check: single },
  [channelType]: {
    name,
    required: ["s3BucketName"],
    check: (planned, cloud, report) => {
      single(planned, cloud, report);
      const bucket = planned.inputs.s3BucketName;
      const policy = cloud.read(String(bucket), "aws:s3/bucketPolicy:BucketPolicy")?.inputs.policy;
      if (typeof bucket === "string" && !String(policy).includes('"config.amazonaws.com"')) {
        report("s3BucketName", bucket, "a bucket whose policy lets config.amazonaws.com write to it");
      }
      if (cloud.all(recorderType).length === 0) {
        report("(account)", undefined, "a channel once there is a recorder");
      }
    },
  },
  "aws:cfg/recorderStatus:RecorderStatus": {
    id: (planned) => String(planned.inputs.name),
    required: ["name", "isEnabled"],
    replaceOn: ["name"],
    check: (planned, cloud, report) => {
      checkNamed(planned.inputs, "name", recorderType, cloud, report);
      if (planned.inputs.isEnabled === true && cloud.all(channelType).length === 0) {
        report("isEnabled", true, "false until there is a delivery channel");
      }
    },
  },
};
