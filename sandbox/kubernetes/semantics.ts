import { isRecord } from "@aip/common/records.ts";
import type { Report } from "../core/model.ts";
import type { Properties } from "../core/properties.ts";
import { amount, dnsLabel } from "./formats.ts";

const record = (value: unknown): Properties => (isRecord(value) ? value : {});
const records = (value: unknown): Properties[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Where each kind of workload keeps the template of its pods. */
const templates: Readonly<Record<string, readonly string[]>> = {
  "apps/v1/Deployment": ["spec", "template"],
  "apps/v1/StatefulSet": ["spec", "template"],
  "apps/v1/DaemonSet": ["spec", "template"],
  "apps/v1/ReplicaSet": ["spec", "template"],
  "batch/v1/Job": ["spec", "template"],
  "batch/v1/CronJob": ["spec", "jobTemplate", "spec", "template"],
};

/** The rules over several fields that an API server checks beside the schema. */
export function checkSemantics(manifest: Readonly<Properties>, report: Report): void {
  const kind = `${String(manifest.apiVersion)}/${String(manifest.kind)}`;
  const spec = record(manifest.spec);
  const path = templates[kind];
  if (path) {
    const template = record(path.reduce<unknown>((inner, key) => record(inner)[key], manifest));
    const claims = records(spec.volumeClaimTemplates).map(({ metadata }) => record(metadata).name);
    checkPod(record(template.spec), `${path.join(".")}.spec`, report, claims);
    if (kind.startsWith("apps/")) checkSelector(spec, template, report);
    const { restartPolicy } = record(template.spec);
    if (kind.startsWith("batch/") && !["Never", "OnFailure", undefined].includes(restartPolicy as string)) {
      report(`${path.join(".")}.spec.restartPolicy`, restartPolicy, '"Never" or "OnFailure" in a job');
    }
    if (kind.startsWith("batch/") && "spec" in template && !("restartPolicy" in record(template.spec))) {
      report(`${path.join(".")}.spec.restartPolicy`, undefined, '"Never" or "OnFailure" in a job');
    }
  }
  if (kind === "v1/Pod") checkPod(spec, "spec", report);
  if (kind === "v1/Service") checkService(spec, report);
  if (kind === "policy/v1/PodDisruptionBudget" && "minAvailable" in spec && "maxUnavailable" in spec) {
    report("spec.maxUnavailable", spec.maxUnavailable, "either minAvailable or maxUnavailable, not both");
  }
  if (kind === "networking.k8s.io/v1/NetworkPolicy") checkPeers(spec, report);
}

function checkSelector(spec: Properties, template: Properties, report: Report): void {
  const labels = record(record(template.metadata).labels);
  for (const [key, value] of Object.entries(record(record(spec.selector).matchLabels))) {
    if (value === undefined || (key in labels && labels[key] === undefined)) continue;
    if (labels[key] !== value) {
      report(
        `spec.selector.matchLabels.${JSON.stringify(key)}`,
        value,
        `a label that the pod template carries; it has ${JSON.stringify(labels)}`,
      );
    }
  }
}

/** @param claims Names of the volumes that the workload claims for each of its pods. */
function checkPod(pod: Properties, path: string, report: Report, claims: readonly unknown[] = []): void {
  const names = new Set<unknown>();
  const volumes = new Set([...records(pod.volumes).map(({ name }) => name), ...claims]);
  for (const list of ["initContainers", "containers"]) {
    for (const [index, container] of records(pod[list]).entries()) {
      const here = `${path}.${list}[${index}]`;
      const { name } = container;
      if (typeof name === "string" && !dnsLabel.test(name)) {
        report(`${here}.name`, name, "at most 63 lower-case letters, digits and dashes");
      }
      if (names.has(name)) report(`${here}.name`, name, "a name no other container of the pod has");
      names.add(name);
      checkResources(record(container.resources), `${here}.resources`, report);
      checkMounts(records(container.volumeMounts), `${here}.volumeMounts`, volumes, report);
      for (const [port, { name: portName }] of records(container.ports).entries()) {
        if (
          typeof portName === "string" &&
          !/^(?=.*[a-z])(?!.*--)[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(portName)
        ) {
          report(`${here}.ports[${port}].name`, portName, "at most 15 lower-case letters, digits and dashes");
        }
      }
    }
  }
}

function checkMounts(
  mounts: readonly Properties[],
  path: string,
  volumes: ReadonlySet<unknown>,
  report: Report,
): void {
  const mountPaths = new Set<unknown>();
  for (const [index, { name, mountPath }] of mounts.entries()) {
    if (typeof name === "string" && !volumes.has(name) && !volumes.has(undefined)) {
      report(`${path}[${index}].name`, name, `a volume of the pod: ${[...volumes].join(", ")}`);
    }
    if (typeof mountPath === "string" && mountPaths.has(mountPath)) {
      report(`${path}[${index}].mountPath`, mountPath, "a path that no other mount of the container has");
    }
    mountPaths.add(mountPath);
  }
}

function checkResources(resources: Properties, path: string, report: Report): void {
  const limits = record(resources.limits);
  const requests = record(resources.requests);
  for (const [name, value] of Object.entries(requests)) {
    const asked = amount(value);
    const limit = amount(limits[name]);
    // Devices such as nvidia.com/gpu cannot be overcommitted: their limit has to be there and equal.
    const device = name.includes("/") && !name.startsWith("kubernetes.io/");
    if (
      device &&
      asked !== undefined &&
      limits[name] !== null &&
      (!(name in limits) || (limit ?? asked) !== asked)
    ) {
      report(`${path}.requests.${JSON.stringify(name)}`, value, `the same as the limit of ${name}`);
    } else if (asked !== undefined && limit !== undefined && asked > limit) {
      report(`${path}.requests.${name}`, value, `at most the limit, ${String(limits[name])}`);
    }
  }
}

function checkService(spec: Properties, report: Report): void {
  const ports = records(spec.ports);
  if (ports.length === 0 && spec.type !== "ExternalName" && spec.clusterIP !== "None" && !("ports" in spec)) {
    report("spec.ports", undefined, "at least one port");
  }
  const names = new Set<unknown>();
  for (const [index, { name, port }] of ports.entries()) {
    const here = `spec.ports[${index}]`;
    if (ports.length > 1 && name === null) report(`${here}.name`, name, "a name, as there are several ports");
    if (typeof name === "string" && names.has(name)) report(`${here}.name`, name, "a name no other port has");
    if (typeof name === "string" && !dnsLabel.test(name)) report(`${here}.name`, name, "a DNS label");
    if (typeof port === "number" && (port < 1 || port > 65535)) report(`${here}.port`, port, "1 to 65535");
    names.add(name);
  }
}

function checkPeers(spec: Properties, report: Report): void {
  for (const [list, side] of [
    ["ingress", "from"],
    ["egress", "to"],
  ] as const) {
    for (const [index, rule] of records(spec[list]).entries()) {
      for (const [place, peer] of records(rule[side]).entries()) {
        const here = `spec.${list}[${index}].${side}[${place}]`;
        if ("ipBlock" in peer && ("podSelector" in peer || "namespaceSelector" in peer)) {
          report(here, peer, "either an ipBlock or selectors, not both");
        }
        if (Object.keys(peer).length === 0)
          report(here, peer, "an ipBlock, a podSelector or a namespaceSelector");
      }
    }
  }
}
