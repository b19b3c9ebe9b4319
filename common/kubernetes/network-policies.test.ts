import assert from "node:assert/strict";
import { resource } from "../testing/resource.ts";
import { UnknownValue } from "../value.ts";
import { viewsOf } from "../view/stack.ts";
import { addresses } from "./cases/addresses.ts";
import { client, into, type NetworkCase, type Policy, server } from "./cases/case.ts";
import { isolation } from "./cases/isolation.ts";
import { peers } from "./cases/peers.ts";
import { ports } from "./cases/ports.ts";
import { undecided } from "./cases/undecided.ts";
import { connectionDecision, networkPolicyType } from "./network-policies.ts";

const viewed = (policies: readonly Policy[]) =>
  policies.flatMap(([namespace, spec], index) =>
    viewsOf(
      resource(
        networkPolicyType,
        { metadata: { name: `p${index}`, ...(namespace === undefined ? {} : { namespace }) }, spec },
        {
          name: `p${index}`,
        },
      ),
    ),
  );

const decide = ({ policies, connection }: Pick<NetworkCase, "policies" | "connection">) =>
  connectionDecision(viewed(policies), {
    from: { pod: client },
    to: { pod: server },
    port: 8080,
    ...connection,
  });

function verdict(given: NetworkCase): string {
  const { allowed, egress, ingress } = decide(given);
  const refused = [egress, ingress].map((side) => side.allowed === false);
  assert.equal(allowed, !refused.includes(true));
  if (allowed) return "allowed";
  return refused[0] && refused[1] ? "both refused" : refused[0] ? "egress refused" : "ingress refused";
}

describe("network policies", () => {
  for (const [title, cases] of Object.entries({ isolation, peers, addresses, ports, undecided })) {
    describe(title, () => {
      for (const given of cases) {
        it(given.says, () => {
          const { expected } = given;
          if (typeof expected === "string") {
            assert.equal(verdict(given), expected);
            return;
          }
          assert.throws(
            () => decide(given),
            (error) => error instanceof UnknownValue && expected.undecided.test(error.path),
          );
        });
      }
    });
  }

  it("name the rule that allows, and the policies that isolate", () => {
    const { ingress, egress } = decide({ policies: [into(), into({ ports: [{ port: 8080 }] })] });
    assert.equal(ingress.allowedBy?.policy.name, "p1");
    assert.equal(ingress.allowedBy?.rule, "spec.ingress[0]");
    assert.deepEqual(
      ingress.isolatedBy.map(({ name }) => name),
      ["p0", "p1"],
    );
    assert.equal(
      egress.reason,
      "no network policy isolates pods of web with app=client, track=stable for egress",
    );
  });

  it("give a reason for a refusal that names both ends, the port and the policies", () => {
    assert.equal(
      decide({ policies: [into(), into({ ports: [{ port: 9090 }] })] }).ingress.reason,
      "no ingress rule lets pods of web with app=client, track=stable call pods of shop with app=server on TCP 8080; " +
        "the called pods are isolated by shop/p0, shop/p1",
    );
  });

  it("do not take for an address what is none", () => {
    assert.throws(
      () =>
        decide({
          policies: [into({ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] })],
          connection: { from: { address: "db" } },
        }),
      /"db" is no end of a connection: it has to be an IPv4 address or block/,
    );
  });
});
