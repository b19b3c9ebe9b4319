import type { ResourceView } from "@aip/common/view/view.ts";
import { resourceRule } from "../../rule.ts";

const domain = "aws:sagemaker/domain:Domain";
const profile = "aws:sagemaker/userProfile:UserProfile";
const instance = "aws:sagemaker/notebookInstance:NotebookInstance";

/** The chart of JupyterHub, as objects or as a release. */
const charts = ["kubernetes:helm.sh/v4:Chart", "kubernetes:helm.sh/v3:Release"] as const;

function stopsByItself(view: ResourceView): boolean {
  const settings = view.at(view.type === domain ? "defaultUserSettings" : "userSettings");
  return ["jupyterLabAppSettings", "codeEditorAppSettings"].some(
    (app) =>
      settings.at(app, "appLifecycleManagement", "idleSettings", "lifecycleManagement").text() === "ENABLED",
  );
}

export const mlNotebookCulled = resourceRule({
  name: "ml-notebook-culled",
  family: "ml",
  title: "Notebooks stop when nobody uses them",
  reasoning:
    "Notebooks are started in the morning and forgotten in the evening; with a GPU each costs like a car.",
  severity: "high",
  frameworks: [],
  enforcement: "mandatory",
  remediation: [
    "JupyterHub: leave cull.enabled on. SageMaker: enable idleSettings, or a lifecycle configuration that stops the instance.",
  ],
  url: "https://z2jh.jupyter.org/en/stable/jupyterhub/customizing/user-management.html#culling-user-pods",
  types: [instance, domain, profile, ...charts],
  check(view, { fail, notApplicable }) {
    if (view.type === instance) {
      if (!view.at("lifecycleConfigName").isSet)
        fail("No lifecycle configuration stops the instance when it idles.");
      return;
    }
    if (view.type === domain || view.type === profile) {
      // A profile without settings of its own has those of its domain.
      if (view.type === profile && view.at("userSettings").isAbsent) notApplicable("as its domain says");
      if (!stopsByItself(view)) fail("idleSettings.lifecycleManagement is not ENABLED.");
      return;
    }
    const chart = view.at("chart").text() ?? "";
    if (!/(^|\/)jupyterhub(-[\d.]+\.tgz)?$/.test(chart)) notApplicable("another chart");
    const cull = view.at("values", "cull");
    if (cull.at("enabled").flag() === false) fail("values.cull.enabled is false.");
    const timeout = cull.at("timeout").number();
    if (timeout !== undefined && timeout > 86_400) fail("values.cull.timeout is longer than a day.");
  },
});
