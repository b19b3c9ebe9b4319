import type { FrameworkControl } from "./rule.ts";

/** Short forms of the frameworks' names. Each gives the controls it is called with. */
const framework =
  (name: FrameworkControl["framework"]) =>
  (...controls: readonly string[]): readonly FrameworkControl[] =>
    controls.map((control) => ({ framework: name, control }));

/** AWS Foundational Security Best Practices (https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html). */
export const fsbp = framework("AWS FSBP");
/** Controls of Security Hub that the FSBP standard does not include. */
export const securityHub = framework("AWS Security Hub");
export const cisAws = framework("CIS AWS 5.0");
export const cisEks = framework("CIS EKS 1.7");
/** https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
export const podSecurity = framework("Pod Security Standards");
export const pci = framework("PCI DSS 4.0");
export const hipaa = framework("HIPAA");
export const soc2 = framework("SOC 2");
export const gdpr = framework("GDPR");
