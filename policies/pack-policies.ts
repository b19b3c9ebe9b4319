import { IndexedStack, viewsOf } from "@aip/common/view/stack.ts";
import type {
  Policies,
  PolicyComplianceFramework,
  PolicyConfigSchema,
  ReportViolation,
  ResourceValidationArgs,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import type { Severity } from "./api.ts";
import type { PolicyConfiguration } from "./configuration.ts";
import { configurationProblems, enforcementOf, frameworkText } from "./evaluate.ts";
import { Dispatch } from "./pack-dispatch.ts";
import { packResource } from "./pack-resource.ts";
import type { ResourceRule, Rule, RuleEnvironment, StackRule } from "./rule.ts";
import { type RuleOutcome, runResourceRule, runStackRule, typeMatcher } from "./run.ts";
import {
  configurationInvalid,
  ruleCrashed,
  type SelfCheck,
  selfChecks,
  verdictsDeferred,
  waiverExpired,
  waiverExpiresSoon,
  waiverInvalid,
  waiverUnused,
} from "./self-checks.ts";
import { configure } from "./settings.ts";
import { Waivers } from "./waivers.ts";

export interface PackOptions {
  readonly rules: readonly Rule[];
  readonly environment: RuleEnvironment;
  readonly configuration: PolicyConfiguration;
  /** What could not be understood of the configuration. */
  readonly problems: readonly string[];
  /** Region of resources that name none and whose provider names none. */
  readonly region: string;
}

/**
 * What `reportViolation` understands besides a text (`makeReportViolationFun` in the SDK's server.js): a finding under
 * its own name and level. The SDK does not type it; a test holds it to it.
 */
interface DetailedViolation {
  readonly name: string;
  readonly message: string;
  readonly description: string;
  readonly urn?: string;
  readonly severity: Severity;
  readonly enforcementLevel: "advisory" | "mandatory";
}

const reportDetailed = (report: ReportViolation, violation: DetailedViolation): void =>
  (report as (violation: unknown) => void)(violation);

/** The rules as policies of the SDK. Their configuration is that of the stack; what the pack is given on top wins. */
export function packPolicies(options: PackOptions): Policies {
  const { rules, environment, configuration } = options;
  const known = new Map([...rules, ...selfChecks].map((rule) => [rule.name, rule]));
  const waivers = new Waivers(configuration.waivers, known, environment.today, true);
  const deferred = new Map<string, number>();
  const dispatch = new Dispatch();

  const reportOutcome = (rule: Rule, outcome: RuleOutcome, report: ReportViolation) => {
    for (const { urn, message } of outcome.findings) {
      const waiver = rule.unwaivable ? null : waivers.cover(rule.name, urn);
      if (waiver === null) {
        report(`${message} ${rule.remediation[0]}`, urn);
        continue;
      }
      reportDetailed(report, {
        name: rule.name,
        message: `Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason} (${message})`,
        description: rule.title,
        urn,
        severity: rule.severity,
        enforcementLevel: "advisory",
      });
    }
    if (outcome.deferred.length > 0)
      deferred.set(rule.name, (deferred.get(rule.name) ?? 0) + outcome.deferred.length);
    const level = enforcementOf(ruleCrashed, environment, configuration);
    if (outcome.crash !== undefined && level !== "disabled") {
      reportDetailed(report, {
        name: ruleCrashed.name,
        message: `${rule.name} broke down: ${outcome.crash}. ${ruleCrashed.remediation[0]}`,
        description: ruleCrashed.title,
        severity: ruleCrashed.severity,
        enforcementLevel: level,
      });
    }
  };
  // The SDK hands over the settings that the pack is given; those of the environment are the defaults in its schema.
  const settled = (rule: Rule, given: object) =>
    configure(rule.settings, {
      ...configuration.settings[rule.name],
      ...(given as Record<string, unknown>),
    }).config;

  const resourcePolicy = (rule: ResourceRule): ResourceValidationPolicy => {
    const matches = typeMatcher(rule);
    const applies = (type: string) => matches(type) || /^kubernetes:.*List$/.test(type);
    const { remediate } = rule;
    return {
      ...described(rule, options),
      validateResource: dispatch.marked(applies, (args: ResourceValidationArgs, report: ReportViolation) => {
        if (!applies(args.type)) args.notApplicable("Another type of resource");
        const config = settled(rule, args.getConfig());
        for (const view of viewsOf(packResource(args, options.region))) {
          if (matches(view.type))
            reportOutcome(rule, runResourceRule(rule, view, config, environment), report);
        }
      }),
      ...(remediate === undefined
        ? {}
        : {
            remediateResource: (args) => {
              if (!matches(args.type)) return undefined;
              const view = viewsOf(packResource(args, options.region))[0];
              const config = settled(rule, args.getConfig()) as never;
              return view && safely(() => remediate(view, { config, environment }));
            },
          }),
    };
  };

  const stackPolicy = (rule: StackRule): StackValidationPolicy => ({
    ...described(rule, options),
    validateStack: (args, report) => {
      const views = args.resources.flatMap((resource) =>
        viewsOf(packResource(resource, options.region, resource)),
      );
      reportOutcome(
        rule,
        runStackRule(rule, new IndexedStack(views), settled(rule, args.getConfig()), environment),
        report,
      );
    },
  });

  const selfCheckPolicy = (rule: SelfCheck, messages: () => readonly string[]): StackValidationPolicy => ({
    ...described(rule, options),
    validateStack: (_args, report) => {
      for (const message of messages()) report(`${message} ${rule.remediation[0]}`);
    },
  });
  const problems = (found: Waivers["invalid"]) => () =>
    found.map(({ label, problem }) => `${label}: ${problem}.`);
  const ofStack = [...options.problems, ...configurationProblems(rules, configuration)];

  return [
    // Findings of this name are reported with the rule that broke down.
    { ...described(ruleCrashed, options), validateResource: ({ type }) => dispatch.begin(type) },
    ...rules.map((rule) => (rule.kind === "resource" ? resourcePolicy(rule) : stackPolicy(rule))),
    selfCheckPolicy(configurationInvalid, () => ofStack.map((problem) => `platform:policies.${problem}.`)),
    selfCheckPolicy(waiverInvalid, problems(waivers.invalid)),
    selfCheckPolicy(waiverExpired, problems(waivers.expired)),
    selfCheckPolicy(waiverExpiresSoon, problems(waivers.expiringSoon)),
    // A waiver may be for another layer, whose findings are not known here; the plan of the environment judges it.
    { ...described(waiverUnused, options), validateResource: () => dispatch.end() },
    // Last: all others have been run by then.
    selfCheckPolicy(verdictsDeferred, () => {
      if (deferred.size === 0) return [];
      const counts = [...deferred].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
      deferred.clear();
      return [`Waiting for values that are not known yet: ${counts.sort().join(", ")}.`];
    }),
  ];
}

/** What the SDK and the Pulumi service show of a rule. */
function described(rule: Rule | SelfCheck, options: PackOptions) {
  const { environment, configuration } = options;
  const settings = rule.kind === "self-check" ? {} : rule.settings;
  const { config } = configure(settings, configuration.settings[rule.name] ?? {});
  const enforcement = enforcementOf(rule, environment, configuration);
  const corrects = enforcement !== "disabled" && configuration.remediate.includes(rule.name);
  const [framework] = rule.frameworks;
  return {
    name: rule.name,
    displayName: rule.title,
    description: `${rule.title}. ${rule.reasoning}`,
    enforcementLevel: corrects ? ("remediate" as const) : enforcement,
    severity: rule.severity,
    tags: [rule.family, ...rule.frameworks.map(frameworkText)],
    remediationSteps: rule.remediation.join("\n"),
    url: rule.url,
    ...(framework === undefined
      ? {}
      : { framework: complianceFramework(framework.framework, framework.control) }),
    ...(Object.keys(settings).length === 0
      ? {}
      : {
          configSchema: {
            properties: Object.fromEntries(
              Object.entries(settings).map(([key, setting]) => [
                key,
                { ...setting, default: config[key] } as PolicyConfigSchema["properties"][string],
              ]),
            ),
          },
        }),
  };
}

function complianceFramework(name: string, control: string): PolicyComplianceFramework {
  const version = /\d+(\.\d+)*$/.exec(name)?.[0] ?? "";
  return {
    name: name.replace(version, "").trim(),
    version,
    reference: control,
    specification: `${name} ${control}`,
  };
}

/** A remediation that breaks down leaves the resource to be judged as it is. */
function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
