/**
 * Refuses inputs that the real provider would act on and this expansion does not: a plan that left resources out
 * silently would be wrong.
 */
export function refuseUnknownInputs(type: string, args: object, known: ReadonlySet<string>): void {
  const unknown = Object.entries(args)
    .filter(([key, value]) => value !== undefined && !known.has(key))
    .map(([key]) => key);
  if (unknown.length > 0) {
    throw new Error(
      `The simulated cloud does not know these inputs of ${type}: ${unknown.join(", ")}. ` +
        `Add what the real provider makes of them to sandbox/eks/.`,
    );
  }
}

/** Only what is given: an argument that is `undefined` would still count as one. */
export const given = <T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
