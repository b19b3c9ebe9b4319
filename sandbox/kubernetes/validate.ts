import type { Properties, Report } from "../core/model.ts";
import { problems } from "./schema.ts";

/** Reports what an API server would refuse about the object, by the schemas in `facts/kubernetes`. */
export function validateObject(object: Properties, report: Report): void {
  for (const { property, found, allowed } of problems(object)) report(property, found, allowed);
}
