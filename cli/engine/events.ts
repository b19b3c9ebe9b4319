import { urnName } from "@aip/common/urn.ts";
import { firstOf } from "../output/names.ts";

/** The part of the engine's event stream (`--json`) that people are shown; sdk/go/common/apitype/events.go. */
interface EngineEvent {
  readonly summaryEvent?: {
    readonly resourceChanges?: Readonly<Record<string, number>>;
    readonly result?: string;
  };
  readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
  };
}

export interface Changes {
  readonly created: number;
  readonly updated: number;
  readonly replaced: number;
  readonly deleted: number;
  readonly unchanged: number;
}

export const noChanges: Changes = { created: 0, updated: 0, replaced: 0, deleted: 0, unchanged: 0 };

/** What a policy has found. */
export interface PolicyFinding {
  readonly policy: string;
  /** Name of the resource; `undefined` where the whole stack is judged. */
  readonly resource: string | undefined;
  readonly message: string;
}

/** One line for each policy, with the first of its resources and its first message. */
export function findingLines(findings: readonly PolicyFinding[]): string[] {
  return [...Map.groupBy(findings, ({ policy }) => policy)].map(([policy, group]) => {
    const names = group.flatMap(({ resource }) => resource ?? []);
    return [policy, ...(names.length > 0 ? [firstOf(names)] : []), group[0]?.message].join(": ");
  });
}

/** What happened while the engine ran, from its events. */
export class EngineLog {
  changes: Changes = noChanges;
  readonly errors: string[] = [];
  readonly mandatoryViolations: PolicyFinding[] = [];
  readonly advisories: PolicyFinding[] = [];

  /** Takes one line of output. Lines that are no event are messages of the CLI itself. */
  read(line: string): void {
    if (!line.startsWith("{")) return;
    let event: EngineEvent;
    try {
      event = JSON.parse(line) as EngineEvent;
    } catch {
      return;
    }
    if (event.summaryEvent) this.changes = count(event.summaryEvent.resourceChanges ?? {});
    if (event.diagnosticEvent?.severity === "error") this.#error(event.diagnosticEvent);
    if (event.policyEvent) {
      const { policyName, message, enforcementLevel, resourceUrn } = event.policyEvent;
      const finding = { policy: policyName, resource: nameOf(resourceUrn), message: plain(message) };
      (enforcementLevel === "mandatory" ? this.mandatoryViolations : this.advisories).push(finding);
    }
  }

  #error({ urn, message }: { readonly urn?: string; readonly message: string }): void {
    const name = nameOf(urn);
    const text = `${name ? `${name}: ` : ""}${plain(message)}`;
    if (text !== "" && !this.errors.includes(text)) this.errors.push(text);
  }
}

function count(changes: Readonly<Record<string, number>>): Changes {
  const of = (...operations: string[]) => operations.reduce((sum, name) => sum + (changes[name] ?? 0), 0);
  return {
    created: of("create", "import"),
    updated: of("update"),
    replaced: of("replace", "import-replacement"),
    deleted: of("delete"),
    unchanged: of("same", "refresh"),
  };
}

const nameOf = (urn: string | undefined): string | undefined => (urn ? urnName(urn) : undefined);

/** Without the colour codes the engine leaves in messages. */
const plain = (message: string): string => message.replace(/<\{%[^%]*%\}>/g, "").trim();
