import { checkAddons } from "@aip/common/arguments/cluster-services.ts";
import { checkTeam } from "@aip/common/arguments/teams.ts";
import type { Rule } from "./rule.ts";
import { eachKnown } from "./undecided.ts";

const teams: Rule = (environment, problems) => {
  eachKnown(environment.teams, (name, team) => checkTeam(name, team, problems.at(["teams", name])));
};

const budgets: Rule = ({ teams, budget }, problems) => {
  eachKnown(teams, (team, settings) => {
    if (settings.budget === undefined || budget.notify.length + settings.alerts.emails.length > 0) return;
    problems.add(
      ["teams", team, "alerts", "emails"],
      settings.alerts.emails,
      "at least one mailbox where the team has a budget and platform:budget.notify is empty, because one that nobody hears of is none",
    );
  });
};

/** A role has one entry in a cluster; EKS refuses a second one. */
const roles: Rule = ({ cluster, teams }, problems) => {
  const taken = Object.entries(cluster.access).map(([name, { role }]) => ({ name, role }));
  eachKnown(teams, (team, settings) => {
    for (const key of ["adminRoleArn", "viewerRoleArn"] as const) {
      const arn = settings[key];
      const role = arn?.slice(arn.indexOf(":role/") + ":role/".length);
      const other = taken.find((entry) => entry.role === role);
      if (other) {
        problems.add(
          ["teams", team, key],
          arn,
          `a role that platform:cluster.access does not name, as it does under ${other.name}`,
        );
      }
    }
  });
};

const addons: Rule = ({ cluster, clusterServices }, problems) =>
  checkAddons(clusterServices, cluster.addons, problems.at("clusterServices"));

/** Where DAGs come by Git, nobody writes them to the bucket. */
const publishers: Rule = ({ mlServices, teams }, problems) => {
  if (mlServices.airflow.dags.source !== "git") return;
  eachKnown(teams, (team, { dagPublishers }) => {
    if (dagPublishers.length === 0) return;
    problems.add(
      ["teams", team, "dagPublishers"],
      dagPublishers,
      "none while mlServices.airflow.dags.source is git, which takes no DAG from the bucket",
    );
  });
};

/** Rules over the teams and what the cluster runs for them. */
export const teamRules: readonly Rule[] = [teams, budgets, roles, publishers, addons];
