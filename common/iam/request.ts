import { UnknownValue, Value } from "../value.ts";

/** Who asks. */
export type Caller =
  /** A session of a role. */
  | {
      readonly kind: "role";
      readonly arn: string /** Default: no session that a policy names. */;
      readonly session?: string;
    }
  | { readonly kind: "user"; readonly arn: string }
  /** A service of AWS, such as `logs.us-east-1.amazonaws.com`. */
  | { readonly kind: "service"; readonly service: string }
  /** Somebody whom an identity provider vouches for, by the ARN or name of the provider. */
  | { readonly kind: "federated"; readonly provider: string }
  /** Somebody without credentials. */
  | { readonly kind: "anonymous" };

/** A request as AWS sees it. */
export interface AccessRequest {
  readonly caller: Caller;
  /** `s3:GetObject`. */
  readonly action: string;
  /** ARN without wildcards; `*` for actions that have no resource. */
  readonly resource: string;
  /** The account that the resource belongs to. */
  readonly account: string;
  /**
   * Keys of the request's context: one value, several, or `unknownValue` for one that is not known yet. A key that is
   * not here is not in the request. The keys that follow from the caller are added. Default: no others.
   */
  readonly context?: Readonly<Record<string, unknown>>;
}

const arnPart = (arn: string, index: number): string => arn.split(":")[index] ?? "";

/** The account of a role or user; undefined for callers that have none. */
export const accountOf = (caller: Caller): string | undefined =>
  "arn" in caller ? arnPart(caller.arn, 4) : undefined;

/** The ARN of a session of a role, without its path, as `Principal` names it. */
export const sessionArn = ({ arn, session }: { readonly arn: string; readonly session: string }): string =>
  `arn:${arnPart(arn, 1)}:sts::${arnPart(arn, 4)}:assumed-role/${arn.slice(arn.lastIndexOf("/") + 1)}/${session}`;

/** The context of a request with the keys that follow from its caller and its resource. */
export function contextOf({
  caller,
  account,
  action,
  context = {},
}: AccessRequest): Readonly<Record<string, unknown>> {
  const own = accountOf(caller);
  const service = action.slice(0, action.indexOf(":"));
  return {
    "aws:PrincipalIsAWSService": String(caller.kind === "service"),
    ...(caller.kind === "service" ? { "aws:PrincipalServiceName": caller.service } : {}),
    ...("arn" in caller
      ? {
          "aws:PrincipalArn": caller.arn,
          "aws:PrincipalAccount": own,
          "aws:PrincipalType": caller.kind === "role" ? "AssumedRole" : "User",
        }
      : {}),
    ...(caller.kind === "user" ? { "aws:username": caller.arn.slice(caller.arn.lastIndexOf("/") + 1) } : {}),
    ...(caller.kind === "anonymous" ? { "aws:PrincipalType": "Anonymous" } : {}),
    ...(service === "kms" && own !== undefined ? { "kms:CallerAccount": own } : {}),
    "aws:ResourceAccount": account,
    ...context,
  };
}

/** The keys of a context, whose case does not count. */
export class Context {
  readonly #values: ReadonlyMap<string, Value>;

  constructor(keys: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(keys).map(([key, raw]) => [key.toLowerCase(), Value.of(raw, key)]));
  }

  /** The values of a key; `undefined` for one that is not in the request. Throws `UnknownValue` for one not known yet. */
  valuesOf(key: string): readonly string[] | undefined {
    const value = this.#values.get(key.toLowerCase());
    return value === undefined || value.isAbsent ? undefined : scalars(value);
  }

  /** The value of a key that has exactly one, as policy variables need it. */
  single(key: string): string | undefined {
    const values = this.valuesOf(key);
    return values?.length === 1 ? values[0] : undefined;
  }
}

/** One scalar, or the scalars of a list, as texts: policies write `true` and `"true"` alike. */
export function scalars(value: Value): readonly string[] {
  const list = value.list();
  return (list.length > 0 ? list : [value]).flatMap((element) => {
    if (element.isUnknown) throw new UnknownValue(element.path);
    const raw = element.raw();
    return ["string", "number", "boolean"].includes(typeof raw) ? [String(raw)] : [];
  });
}
