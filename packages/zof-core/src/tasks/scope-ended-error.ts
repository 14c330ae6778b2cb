/**
 * Why a task was told to stop: its connection has gone, its phase is over or the controller stops.
 * Named `AbortError`, as the waits of Node.js name what an AbortSignal ended.
 */
export class ScopeEndedError extends Error {
  override readonly name = "AbortError";
}
