/** Loads all rules: `compiled`, as the engine and other repositories do, or `source`, as the plan does. */
export async function bench(form = "compiled"): Promise<number> {
  const path = form === "compiled" ? "../../policies/dist/index.js" : "../../policies/index.ts";
  const { allRules } = (await import(path)) as { allRules: readonly unknown[] };
  return allRules.length;
}
