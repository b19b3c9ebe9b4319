import { containersOf, podsOf, podTypes } from "@aip/common/kubernetes/pods.ts";
import { podSecurity } from "../../frameworks.ts";
import { resourceRule } from "../../rule.ts";

/** What the baseline lets through (https://kubernetes.io/docs/concepts/security/pod-security-standards/). */
const safeSysctls = new Set([
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_wmem",
]);

export const kubernetesPodHardened = resourceRule({
  name: "kubernetes-pod-hardened",
  family: "kubernetes",
  title: "Pods keep the defences the runtime puts around them",
  reasoning:
    "Unsafe sysctls reach the whole node; an unmasked /proc and AppArmor switched off undo what keeps containers apart.",
  severity: "medium",
  frameworks: [...podSecurity("baseline")],
  enforcement: "mandatory",
  remediation: ["Leave procMount and unsafe sysctls out, and AppArmor as the runtime sets it."],
  url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  types: podTypes,
  check(view, { fail, each }) {
    each(podsOf(view), (pod) => {
      const context = pod.spec.at("securityContext");
      each(context.at("sysctls").list(), (sysctl) => {
        const name = sysctl.at("name").text();
        if (name !== undefined && !safeSysctls.has(name)) fail(`The sysctl ${name} is not safe.`);
      });
      if (context.at("appArmorProfile", "type").text() === "Unconfined")
        fail("AppArmor is switched off for the pod.");
      each(containersOf(pod), ({ value, label }) => {
        const own = value.at("securityContext");
        if (own.at("procMount").text() === "Unmasked") fail(`${label}: procMount is Unmasked.`);
        if (own.at("appArmorProfile", "type").text() === "Unconfined")
          fail(`${label}: AppArmor is switched off.`);
      });
    });
  },
});
