/** Any and all of tests that may throw `UnknownValue`: one that is not known matters only where the others do not decide. */

import { UnknownValue } from "./value.ts";

function decided<T>(
  elements: Iterable<T>,
  test: (element: T) => boolean,
  deciding: boolean,
): { readonly element: T } | undefined {
  let unknown: UnknownValue | undefined;
  for (const element of elements) {
    try {
      if (test(element) === deciding) return { element };
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      unknown ??= error;
    }
  }
  if (unknown) throw unknown;
  return undefined;
}

/** The first element that passes; throws `UnknownValue` where none does and one of them may. */
export const findKnown = <T>(elements: Iterable<T>, test: (element: T) => boolean): T | undefined =>
  decided(elements, test, true)?.element;

/** Whether an element passes; throws `UnknownValue` where none does and one of them may. */
export const someKnown = <T>(elements: Iterable<T>, test: (element: T) => boolean): boolean =>
  decided(elements, test, true) !== undefined;

/** Whether all elements pass; throws `UnknownValue` where all that are known do and one of the others may not. */
export const everyKnown = <T>(elements: Iterable<T>, test: (element: T) => boolean): boolean =>
  decided(elements, test, false) === undefined;

/** Whether all tests hold; throws `UnknownValue` where all that are known do and one of the others may not. */
export const allHold = (...tests: readonly (() => boolean)[]): boolean => everyKnown(tests, (test) => test());

/** What is found, or the value that has to be known first. */
export function attempt<T>(find: () => T): { readonly value?: T; readonly unknown?: UnknownValue } {
  try {
    return { value: find() };
  } catch (error) {
    if (error instanceof UnknownValue) return { unknown: error };
    throw error;
  }
}
