import { constants } from "node:os";
import type { AppRecord } from "../dispatch/app-record.js";

/** These shut the controller down unless a handler of the SIGNAL event says otherwise. */
const SHUTDOWN_SIGNALS: readonly NodeJS.Signals[] = ["SIGTERM", "SIGINT", "SIGHUP"];

export function shutsDown(signal: NodeJS.Signals): boolean {
  return SHUTDOWN_SIGNALS.includes(signal);
}

/** The number of a signal, 15 for SIGTERM. */
export function signalNumber(signal: NodeJS.Signals): number {
  return constants.signals[signal];
}

/** The signals to listen for: those that shut down, and those that a SIGNAL handler of an app names in its filters. */
export function signalsFor(apps: readonly AppRecord[]): readonly NodeJS.Signals[] {
  const named = apps
    .flatMap((app) => app.handlers.events)
    .filter((handler) => handler.accepts("SIGNAL"))
    .map((handler) => String(handler.filters.signal ?? "").toUpperCase())
    .filter((name): name is NodeJS.Signals => name in constants.signals);
  return [...new Set([...SHUTDOWN_SIGNALS, ...named])];
}

/** Listens for signals until the function that it returns is called. */
export function listenForSignals(
  signals: readonly NodeJS.Signals[],
  received: (signal: NodeJS.Signals) => void,
): () => void {
  for (const signal of signals) process.on(signal, received);
  return () => {
    for (const signal of signals) process.off(signal, received);
  };
}

/**
 * The exit code of the process for an exit status: a status from 0 to 255 is its own code, a larger one 255;
 * that of a signal, which is its number negated, becomes 128 and the number, as shells report it (143 for SIGTERM).
 */
export function exitCodeOf(status: number): number {
  return Math.min(status < 0 ? 128 - status : status, 255);
}
