import type { Models, PlannedResource, Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import type { CloudView } from "../core/view.ts";

const managedGroups = [
  "AWSManagedRulesAmazonIpReputationList",
  "AWSManagedRulesAnonymousIpList",
  "AWSManagedRulesAdminProtectionRuleSet",
  "AWSManagedRulesBotControlRuleSet",
  "AWSManagedRulesCommonRuleSet",
  "AWSManagedRulesKnownBadInputsRuleSet",
  "AWSManagedRulesLinuxRuleSet",
  "AWSManagedRulesSQLiRuleSet",
  "AWSManagedRulesUnixRuleSet",
];

function checkRules(planned: PlannedResource, _: CloudView, report: Report): void {
  const { rules, scope } = planned.inputs;
  if (scope !== undefined && scope !== "REGIONAL" && scope !== "CLOUDFRONT") {
    report("scope", scope, "REGIONAL or CLOUDFRONT");
  }
  const list = (Array.isArray(rules) ? rules : []) as Properties[];
  for (const key of ["priority", "name"]) {
    const values = list.map((rule) => rule[key]);
    if (new Set(values).size < values.length) report(`rules[*].${key}`, values, "values that differ");
  }
  for (const [index, rule] of list.entries()) {
    const statement = (rule.statement ?? {}) as Record<string, Properties | undefined>;
    const group = statement.managedRuleGroupStatement;
    const rate = statement.rateBasedStatement;
    // A rule group brings its own actions, which can only be overridden.
    const action = group ? "overrideAction" : "action";
    if (rule[action] === undefined)
      report(`rules[${index}].${action}`, undefined, "a value for this statement");
    if (group && !managedGroups.includes(String(group.name))) {
      report(`rules[${index}].statement`, group.name, `a rule group of AWS: ${managedGroups.join(", ")}`);
    }
    const limit = rate?.limit;
    if (typeof limit === "number" && (limit < 10 || limit > 2_000_000_000)) {
      report(`rules[${index}].statement.rateBasedStatement.limit`, limit, "10 to 2000000000");
    }
  }
}

export const wafv2: Models = {
  "aws:wafv2/webAcl:WebAcl": {
    name: {
      property: "name",
      maxLength: 128,
      pattern: /^[\w-]+$/,
      allowed: "letters, digits, dashes and underscores",
      unique: "account",
    },
    id: (planned) => planned.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5"),
    arn: (planned) =>
      `arn:aws:wafv2:${planned.region}:${planned.account}:regional/webacl/${String(planned.inputs.name)}/${planned.hex(32)}`,
    required: ["scope", "defaultAction", "visibilityConfig"],
    replaceOn: ["scope"],
    check: checkRules,
    outputs: () => ({ capacity: 925 }),
  },
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
    id: (planned) => String(planned.inputs.resourceArn),
    required: ["resourceArn", "logDestinationConfigs"],
    replaceOn: ["resourceArn"],
    check: (planned, _, report) => {
      const destinations = planned.inputs.logDestinationConfigs;
      for (const destination of Array.isArray(destinations) ? destinations : []) {
        if (typeof destination === "string" && !/[:/]aws-waf-logs-/.test(destination)) {
          report("logDestinationConfigs", destination, "a destination whose name begins with aws-waf-logs-");
        }
      }
    },
  },
};
