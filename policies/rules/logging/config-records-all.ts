import { cisAws, fsbp, gdpr } from "../../frameworks.ts";
import { stackRule } from "../../rule.ts";

const recorder = "aws:cfg/recorder:Recorder";
const status = "aws:cfg/recorderStatus:RecorderStatus";

export const configRecordsAll = stackRule({
  name: "config-records-all",
  family: "logging",
  title: "AWS Config records every type of resource, and is running",
  reasoning: "What is not recorded has no history: nobody can say what it was before it was changed.",
  severity: "medium",
  frameworks: [...fsbp("Config.1"), ...cisAws("3.3"), ...gdpr("Art.25", "Art.30")],
  enforcement: "mandatory",
  remediation: [
    "Set recordingGroup.allSupported to true and start the recorder with an aws.cfg.RecorderStatus.",
  ],
  url: "https://docs.aws.amazon.com/config/latest/developerguide/select-resources.html",
  types: [recorder],
  check(stack, { fail, each }) {
    each(stack.ofType(recorder), (view) => {
      const group = view.at("recordingGroup");
      const strategy = group.at("recordingStrategies", 0, "useOnly").text();
      if (group.at("allSupported").flag() === false && strategy !== "EXCLUSION_BY_RESOURCE_TYPES") {
        fail("recordingGroup.allSupported is false.", view.urn);
      }
      const states = stack.referring(view, "name", status);
      if (states.length === 0) return fail("Nothing starts the recorder.", view.urn);
      if (states.some((state) => state.at("isEnabled").flag() === false))
        fail("The recorder is stopped.", view.urn);
    });
  },
});
