import { statSync } from "node:fs";
import type { main } from "./main.js";

/** Commands that do without users' code. */
const BUNDLED: ReadonlySet<string> = new Set(["decode", "encode", "help", "explain", "schema"]);
/** Packages whose code is in the bundle. */
const PACKAGES = ["zof", "zof-codec", "zof-compile", "zof-types"];
/** A cache of builds may bring back the files of one build in any order. */
const TOLERANCE_MS = 1000;

/** The command line: that of the bundle, which starts faster, or that of the modules it was made from. */
export async function loadMain(argv: readonly string[]): Promise<typeof main> {
  const useBundle = BUNDLED.has(argv[0] ?? "") && isCurrent();
  const url = new URL(useBundle ? "../bundle/main.js" : "./main.js", import.meta.url);
  return ((await import(url.href)) as { main: typeof main }).main;
}

/** Whether there is a bundle, and nothing has been compiled since. */
function isCurrent(): boolean {
  const made = timeOf("../bundle/main.js");
  // An installed package has no such files.
  const compiled = PACKAGES.map((name) => timeOf(`../../../${name}/dist/tsconfig.tsbuildinfo`) ?? 0);
  return made !== undefined && made + TOLERANCE_MS >= Math.max(...compiled);
}

function timeOf(path: string): number | undefined {
  return statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs;
}
