import { accelerators } from "./accelerators.ts";
import type { Checks } from "./finding.ts";
import { networking } from "./networking.ts";
import { observability } from "./observability.ts";
import { orchestration } from "./orchestration.ts";

export const checks: Checks = { ...accelerators, ...networking, ...orchestration, ...observability };
