import { fileURLToPath } from "node:url";

/** Beside the repository, seen from the built file: `packages/zof-bench/dist/corpus`. */
const DEFAULT = "../../../../../shared/conformance/bench/";

/** The folder with recorded control traffic: `ZOF_BENCH_CORPUS`, else `../shared/conformance/bench` beside the repository. */
export function corpusFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return environment.ZOF_BENCH_CORPUS ?? fileURLToPath(new URL(DEFAULT, import.meta.url));
}
