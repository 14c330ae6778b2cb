/** Milliseconds as seconds with nanoseconds, as durations are written: "12.000500000". */
export function seconds(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(9);
}
