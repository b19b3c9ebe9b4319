import { constants } from "node:os";

/** What asks a process to end. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type Signal = (typeof signals)[number];

/** The exit code of a process that a signal has ended, as shells count it. */
export const signalCode = (signal: Signal): number => 128 + constants.signals[signal];

/** Something that a signal has stopped before it was done. */
export class Interrupted extends Error {
  readonly signal: Signal;

  constructor(signal: Signal, message: string) {
    super(message);
    this.signal = signal;
  }
}

const undos = new Set<() => void>();

/** Undoes what was begun, and ends the process as the signal would have without us. */
function end(signal: Signal): void {
  try {
    for (const undo of undos) undo();
  } finally {
    undos.clear();
    for (const each of signals) process.off(each, end);
    process.kill(process.pid, signal);
  }
}

/**
 * Runs work that leaves something behind while it lasts.
 *
 * @param undo Removes it, at once; called only if a signal ends the process before the work is done.
 */
export async function undoneBySignals<Result>(
  undo: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  if (undos.size === 0) for (const signal of signals) process.on(signal, end);
  undos.add(undo);
  try {
    return await work();
  } finally {
    undos.delete(undo);
    if (undos.size === 0) for (const signal of signals) process.off(signal, end);
  }
}

/**
 * Runs work that ends by itself once it is asked to: signals do not end the process meanwhile.
 *
 * @param onSignal Called for every signal with its number, counted from 1.
 */
export async function toldOfSignals<Result>(
  onSignal: (signal: Signal, count: number) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  let count = 0;
  const listener = (signal: Signal) => {
    count += 1;
    onSignal(signal, count);
  };
  for (const signal of signals) process.on(signal, listener);
  try {
    return await work();
  } finally {
    for (const signal of signals) process.off(signal, listener);
  }
}
