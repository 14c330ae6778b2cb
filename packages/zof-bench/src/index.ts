export { formatLoadResult } from "./load/format-load-result.js";
export { LoadError } from "./load/load-error.js";
export type { LoadMode, LoadOptions } from "./load/load-options.js";
export type { LatencyResult, LoadResult, LoadRound } from "./load/load-result.js";
export { runLoad } from "./load/run-load.js";
export type { Spread } from "./report/statistics.js";
