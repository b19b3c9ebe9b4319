import { allHold, attempt, findKnown, someKnown } from "../three-valued.ts";
import { Value } from "../value.ts";
import type { ResourceView } from "../view/view.ts";
import { type Connection, described, describedPod, type PodEndpoint } from "./connection.ts";
import { type Direction, policyNamespace, ruleAllows } from "./network-policy-rules.ts";
import { selects } from "./selectors.ts";

/** Type of the objects that decide. */
export const networkPolicyType = "kubernetes:networking.k8s.io/v1:NetworkPolicy";

/** What the policies of one end say. */
export interface SideDecision {
  /** Absent where it hangs on a value that is not known yet, and the other end refuses anyway. */
  readonly allowed?: boolean;
  /** Policies that refuse to the pods of this end whatever no rule allows. Those that are known, where a rule allows. */
  readonly isolatedBy: readonly ResourceView[];
  /** The rule that lets the connection through, such as `spec.egress[0]` of a policy. */
  readonly allowedBy?: { readonly policy: ResourceView; readonly rule: string };
  /** Why, in a sentence. */
  readonly reason: string;
}

export interface ConnectionDecision {
  /** Whether both ends allow the connection. */
  readonly allowed: boolean;
  readonly egress: SideDecision;
  readonly ingress: SideDecision;
}

/**
 * Whether network policies allow a connection, as Kubernetes defines it
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/, 2026-11-24). Where the definition leaves
 * it to the network plugin, this is what the VPC CNI of EKS does (aws/amazon-network-policy-controller-k8s ecc7e6a of
 * 2026-05-18, `pkg/resolvers/endpoints.go`):
 *
 * - an `ipBlock` is compared with addresses, those of pods too: they are addresses of the VPC;
 * - a named port is one of the receiving pod; egress rules that have it need a selector, and not an `ipBlock` or nothing;
 * - no policy isolates a pod on the network of its node, but selectors of peers find it.
 *
 * A Service has no say in this: traffic to it is traffic to a pod behind it, on the target port.
 *
 * @param policies NetworkPolicies of all namespaces; other objects must not be among them.
 * @throws UnknownValue where the decision hangs on a value that is not known yet.
 */
export function connectionDecision(
  policies: readonly ResourceView[],
  connection: Connection,
): ConnectionDecision {
  const [egress, ingress] = (["egress", "ingress"] as const).map((direction) =>
    attempt(() => sideDecision(policies, connection, direction)),
  ) as [Attempt, Attempt];
  const refused = [egress, ingress].some(({ value }) => value?.allowed === false);
  const side = ({ value, unknown }: Attempt): SideDecision => {
    if (value) return value;
    if (!refused) throw unknown;
    return { isolatedBy: [], reason: String(unknown?.message) };
  };
  return { allowed: !refused, egress: side(egress), ingress: side(ingress) };
}

type Attempt = ReturnType<typeof attempt<SideDecision>>;

function sideDecision(
  policies: readonly ResourceView[],
  connection: Connection,
  direction: Direction,
): SideDecision {
  const [own, peer] =
    direction === "egress" ? [connection.from, connection.to] : [connection.to, connection.from];
  const open = (reason: string): SideDecision => ({ allowed: true, isolatedBy: [], reason });
  if (!("pod" in own)) return open(`${described(own)} is no pod, so no policy isolates it`);
  if ("local" in peer) return open("no policy can refuse a pod its own node, or itself");
  if (own.pod.hostNetwork) return open("no policy isolates pods on the network of their nodes");

  const isolating = (policy: ResourceView) => isolates(policy, own.pod, direction);
  const rules = policies.flatMap((policy) => rulesOf(policy, direction).map((rule) => ({ policy, rule })));
  const found = attempt(() =>
    findKnown(rules, ({ policy, rule }) =>
      allHold(
        () => isolating(policy),
        () => ruleAllows(rule, policy, connection, direction),
      ),
    ),
  );
  if (found.value !== undefined) {
    const { policy, rule } = found.value;
    return {
      allowed: true,
      isolatedBy: policies.filter((one) => attempt(() => isolating(one)).value),
      allowedBy: { policy, rule: rule.path },
      reason: `${rule.path} of network policy ${nameOf(policy)} lets it through`,
    };
  }
  // With nothing that certainly allows it, whether anything isolates the pods has to be known.
  if (!someKnown(policies, isolating))
    return open(`no network policy isolates ${described(own)} for ${direction}`);
  if (found.unknown) throw found.unknown;
  const isolatedBy = policies.filter((one) => attempt(() => isolating(one)).value);
  return { allowed: false, isolatedBy, reason: refusal(connection, direction, isolatedBy) };
}

/** Whether a policy is for these pods and this direction. */
const isolates = (policy: ResourceView, pod: PodEndpoint, direction: Direction): boolean =>
  allHold(
    () => concerns(policy, direction),
    () => policyNamespace(policy) === pod.namespace,
    () => selects(policy.at("spec", "podSelector"), Value.of(pod.labels, `labels of ${describedPod(pod)}`)),
  );

/** Whether a policy is for a direction: one that it names; else ingress, and egress where it has rules for it. */
function concerns(policy: ResourceView, direction: Direction): boolean {
  const named = policy.at("spec", "policyTypes").texts();
  if (named.length > 0) return named.includes(direction === "ingress" ? "Ingress" : "Egress");
  return direction === "ingress" || policy.at("spec", "egress").list().length > 0;
}

/** Rules of a policy; one that is not known stands for itself. */
function rulesOf(policy: ResourceView, direction: Direction): readonly Value[] {
  const rules = policy.at("spec", direction);
  return rules.isUnknown ? [rules] : rules.list();
}

const nameOf = (policy: ResourceView): string => {
  const name = policy.at("metadata", "name");
  return (name.isUnknown ? undefined : name.text()) ?? policy.name;
};

function refusal(
  { from, to, port, protocol = "TCP" }: Connection,
  direction: Direction,
  isolatedBy: readonly ResourceView[],
): string {
  return (
    `no ${direction} rule lets ${described(from)} call ${described(to)} on ${protocol} ${port}; ` +
    `the ${direction === "egress" ? "caller is" : "called pods are"} isolated by ` +
    isolatedBy.map((policy) => `${policyNamespace(policy)}/${nameOf(policy)}`).join(", ")
  );
}
