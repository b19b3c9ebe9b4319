import type { Value } from "@aip/common/value.ts";
import type { ResourceView } from "@aip/common/view/view.ts";

/** A pod that an object of the plan makes, or would make of a template. */
export interface PlannedPod {
  /** URN of the object that makes it. */
  readonly urn: string;
  /** Kind and name of that object, such as `Deployment mlflow`. */
  readonly owner: string;
  readonly kind: string;
  readonly namespace: string;
  /** Of the pod, by key. */
  readonly labels: Readonly<Record<string, string>>;
  readonly metadata: Value;
  readonly spec: Value;
  /** How many there are at the least; undefined for one on each node. */
  readonly replicas: number | undefined;
  /** Whether it keeps what it must not lose on volumes of its own. */
  readonly keepsState: boolean;
}

/** The texts of a mapping, by key. */
export const texts = (mapping: Value): Record<string, string> =>
  Object.fromEntries(
    mapping.entries().flatMap(([key, value]) => {
      const text = value.text() ?? value.flag()?.toString() ?? value.number()?.toString();
      return text === undefined ? [] : [[key, text]];
    }),
  );

/** The namespace an object is in; `default` where it names none. */
export const placedIn = (view: ResourceView): string => view.at("metadata", "namespace").text() ?? "default";

export const serviceAccountOf = ({ spec }: Pick<PlannedPod, "spec">): string =>
  spec.at("serviceAccountName").text() ?? spec.at("serviceAccount").text() ?? "default";
