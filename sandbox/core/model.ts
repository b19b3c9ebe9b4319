import type { Properties } from "./properties.ts";
import type { CloudView } from "./view.ts";

/** A resource on its way into the simulated cloud: what the program asked for, with names filled in. */
export interface PlannedResource {
  readonly urn: string;
  readonly type: string;
  /** The logical name, the last part of the URN. */
  readonly name: string;
  readonly inputs: Properties;
  readonly account: string;
  readonly region: string;
  /** The physical id; empty while the inputs are only being checked. */
  readonly id: string;
  /** A deterministic lower-case hexadecimal text that is stable for the URN. */
  hex(length: number): string;
}

/** One thing wrong with the inputs of a resource. */
export interface Problem {
  /** The path of the property, such as `tags.Owner` or `ingress[0].cidrBlocks`. */
  readonly property: string;
  readonly found: unknown;
  /** What is allowed, as the rest of a sentence that begins with "allowed:". */
  readonly allowed: string;
}

export type Report = (property: string, found: unknown, allowed: string) => void;

/** The rule for a physical name that AWS makes unique and restricts. */
export interface NameRule {
  /** The input that carries it: `name`, `bucket`, `identifier`, … */
  readonly property: string;
  readonly maxLength: number;
  readonly pattern: RegExp;
  /** The pattern in words, for the error message. */
  readonly allowed: string;
  /** Where the name must be unique. Without it names may repeat. */
  readonly unique?: "global" | "account";
  /** Whether the provider makes a name up from the logical one where none is given. Default: it does. */
  readonly auto?: boolean;
}

/** How the simulated cloud behaves for one resource type. */
export interface ResourceModel {
  /** The physical id. Default: the physical name where there is a name rule, else a text made from the URN. */
  readonly id?: (planned: PlannedResource) => string;
  /** The ARN, for types that have one; it becomes the output `arn` and can be referred to. */
  readonly arn?: (planned: PlannedResource) => string;
  readonly name?: NameRule;
  /** The inputs with what the provider fills in beyond the name, such as `metadata.name` of a Kubernetes object. */
  readonly fill?: (planned: PlannedResource) => Properties;
  /** Inputs that AWS insists on. */
  readonly required?: readonly string[];
  /** Reports what AWS would refuse. Values that are not known yet are `undefined` and must be passed over. */
  readonly check?: (planned: PlannedResource, cloud: CloudView, report: Report) => void;
  /** Computed outputs, added to the inputs. */
  readonly outputs?: (planned: PlannedResource, cloud: CloudView) => Properties;
  /** Inputs, or paths such as `metadata.name`, whose change replaces the resource. The name property always does. */
  readonly replaceOn?: readonly string[];
  /** Types whose resources keep this one from being deleted while they name its id. */
  readonly heldBy?: readonly string[];
  /** Outputs that the provider itself marks secret. */
  readonly secretOutputs?: readonly string[];
  /** Inputs in which identifiers need not exist, for instance because they name what is created later. */
  readonly mayDangle?: readonly string[];
  /** Whether a program may read one that was there before the platform. Default: only what a program made can be read. */
  readonly mayPreexist?: boolean;
}

export type Models = Readonly<Record<string, ResourceModel>>;

/** Answers a provider function (`aws:index/getCallerIdentity:getCallerIdentity`). */
export type InvokeModel = (args: Properties, cloud: CloudView) => Properties;
export type Invokes = Readonly<Record<string, InvokeModel>>;
