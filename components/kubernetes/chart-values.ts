/** Values of a chart, as Helm takes them. */
export type ChartValues = Readonly<Record<string, unknown>>;

/** A copy of the values in which the one at a path (`a.b.c`) is another. */
export function changeValue(
  values: ChartValues,
  path: string,
  change: (value: unknown) => unknown,
): ChartValues {
  const [key, ...rest] = path.split(".") as [string, ...string[]];
  const value = values[key];
  return {
    ...values,
    [key]:
      rest.length === 0 ? change(value) : changeValue((value ?? {}) as ChartValues, rest.join("."), change),
  };
}

/** A copy of the values in which those at some paths are one and the same, but for what is given there already. */
export const setValues = (values: ChartValues, paths: readonly string[], value: unknown): ChartValues =>
  paths.reduce((result, path) => changeValue(result, path, (given) => given ?? value), values);
