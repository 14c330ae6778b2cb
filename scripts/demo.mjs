// Builds what the demo needs and runs it: `pnpm demo [options of zof run]`.
// Types are not checked here (`pnpm build` and `pnpm test` do), so that the first time takes seconds.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

/** Runs a program of Node.js in the root folder; ends this process if it fails. */
function node(...args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

console.error("Building what has changed ...\n");
node(tsc, "-b", "packages/zof-codegen", "--noCheck");
node("packages/zof-codegen/dist/main.js");
node(tsc, "-b", "packages/zof-demo", "--noCheck");

process.argv.splice(2, process.argv.length, "run", "layer2", "--sim", ...process.argv.slice(2));
await import("../packages/zof/bin/zof.js");
