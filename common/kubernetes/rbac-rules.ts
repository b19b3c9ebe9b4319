import { allHold, someKnown } from "../three-valued.ts";
import { UnknownValue, type Value } from "../value.ts";

/** Something that is asked of the API of Kubernetes. */
export type ApiRequest =
  | {
      /** `get`, `list`, `watch`, `create`, `update`, `patch`, `delete` and others. */
      readonly verb: string;
      /** Group of the resource; empty for the core group. */
      readonly group: string;
      /** Plural, with its subresource if one is meant: `pods`, `pods/log`. */
      readonly resource: string;
      /** Default: the request is about the whole cluster. */
      readonly namespace?: string;
      /** Name of the object. Default: none is named, as in `list` and `create`. */
      readonly name?: string;
    }
  | { readonly verb: string; readonly url: string };

/** Whether the elements of a list match; one that is not known stands for itself. */
const among = (list: Value, matches: (element: string) => boolean): boolean => {
  if (list.isUnknown) throw new UnknownValue(list.path);
  return someKnown(list.list(), (element) => matches(element.text() ?? ""));
};

const oneOf = (list: Value, wanted: string): boolean =>
  among(list, (element) => element === "*" || element === wanted);

/** Whether a rule of a role allows a request (https://kubernetes.io/docs/reference/access-authn-authz/rbac/, 2026-11-24). */
export function allowsRequest(rule: Value, request: ApiRequest): boolean {
  if ("url" in request) {
    return allHold(
      () => oneOf(rule.at("verbs"), request.verb),
      () =>
        among(
          rule.at("nonResourceURLs"),
          (url) =>
            url === "*" ||
            url === request.url ||
            (url.endsWith("*") && request.url.startsWith(url.slice(0, -1))),
        ),
    );
  }
  const { verb, group, resource, name } = request;
  const [, subresource] = resource.split("/");
  return allHold(
    () => oneOf(rule.at("verbs"), verb),
    () => oneOf(rule.at("apiGroups"), group),
    () =>
      among(
        rule.at("resources"),
        (element) =>
          element === "*" ||
          element === resource ||
          (subresource !== undefined && element === `*/${subresource}`),
      ),
    () => {
      const names = rule.at("resourceNames");
      if (names.isAbsent || (!names.isUnknown && names.list().length === 0)) return true;
      return name !== undefined && among(names, (element) => element === name);
    },
  );
}
