import { Script } from "node:vm";

const CALL = new Script("globalThis.zofWithinTime()");

/** Runs a function and throws when it takes longer than `timeoutMs`, even if it never returns. */
export function withinTime(timeoutMs: number, run: () => void): void {
  const scope = globalThis as { zofWithinTime?: () => void };
  scope.zofWithinTime = run;
  try {
    CALL.runInThisContext({ timeout: timeoutMs });
  } finally {
    delete scope.zofWithinTime;
  }
}
