import { allHold, everyKnown } from "../three-valued.ts";
import type { Value } from "../value.ts";

/**
 * Whether a label selector selects an object with these labels
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors): all of its labels and
 * expressions hold. One that is empty selects everything; what one means that is absent depends on its field, so the
 * caller decides that first.
 */
export const selects = (selector: Value, labels: Value): boolean =>
  allHold(
    () =>
      everyKnown(
        selector.at("matchLabels").entries(),
        ([key, value]) => labels.at(key).text() === value.text(),
      ),
    () => everyKnown(selector.at("matchExpressions").list(), (expression) => holds(expression, labels)),
  );

function holds(expression: Value, labels: Value): boolean {
  const label = labels.at(expression.at("key").text() ?? "");
  const among = () =>
    expression
      .at("values")
      .texts()
      .includes(label.text() ?? "");
  switch (expression.at("operator").text()) {
    case "In":
      return !label.isAbsent && among();
    case "NotIn":
      return label.isAbsent || !among();
    case "Exists":
      return !label.isAbsent;
    case "DoesNotExist":
      return label.isAbsent;
    default:
      // An API server refuses any other operator.
      return false;
  }
}
