import { AccountBaseline } from "@aip/components/security/account-baseline.ts";
import { AuditTrail } from "@aip/components/security/audit-trail.ts";
import { BudgetAlert } from "@aip/components/security/budget-alert.ts";
import { FindingAlerts, type FindingSource } from "@aip/components/security/finding-alerts.ts";
import type { Environment } from "@aip/environments";
import { databasesOf, isOn, settingsOf } from "@aip/services";
import { alertmanager } from "@aip/services/alertmanager.ts";
import { velero } from "@aip/services/velero.ts";
import type * as pulumi from "@pulumi/pulumi";

export interface Account {
  readonly region: string;
  readonly accountId: pulumi.Input<string>;
  readonly kmsKeyArn: pulumi.Input<string>;
  /** Whether records may be deleted with the environment. */
  readonly disposable: boolean;
}

/** What watches the account as a whole: the audit trail, the detectors and the bill. */
export function createAccount(
  environment: Environment,
  account: Account,
  options: pulumi.ComponentResourceOptions,
): void {
  const { name, budget, security, teams } = environment;
  const { enabled, ...kept } = security.cloudTrail;
  if (enabled) new AuditTrail("audit", { ...account, ...kept }, options);
  new AccountBaseline("baseline", { ...account, ...security.baseline }, options);
  const { guardDuty, securityHub, config } = security.baseline;
  const secondCopy = isOn(velero, environment) && settingsOf(velero, environment).vault;
  const databases = databasesOf(environment).length > 0;
  const watched = { guardDuty, securityHub, config, backups: secondCopy, databases } satisfies Record<
    FindingSource,
    boolean
  >;
  const sources = (Object.keys(watched) as FindingSource[]).filter((source) => watched[source]);
  if (sources.length > 0) {
    const alerts = settingsOf(alertmanager, environment);
    // Where nothing alerts in the cluster, findings go to those who hear of the budget.
    const emails = alerts.emails.length > 0 ? alerts.emails : budget.notify;
    new FindingAlerts("findings", { sources, emails }, { ...options, protect: !account.disposable });
  }
  const { monthlyUsd, notify } = budget;
  if (notify.length > 0) new BudgetAlert("spend", { monthlyUsd, notify, environment: name }, options);
  for (const [team, { budget: own, alerts }] of Object.entries(teams)) {
    if (own === undefined) continue;
    const emails = alerts.emails.length > 0 ? alerts.emails : notify;
    new BudgetAlert(`spend-${team}`, { ...own, notify: emails, environment: name, owner: team }, options);
  }
}
