// Puts the modules of the `zof` command into few files, dist/bundle: a command starts in two thirds of the time.
// Not those of `zof run`: the apps that it loads must find the same modules as the command.
// Nor those of `zof jsonrpc`: it runs long, and the bundle would carry the controller for it.

import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

await rm(path("../dist/bundle"), { recursive: true, force: true });
await build({
  input: path("../dist/command/main.js"),
  platform: "node",
  external: /\/(?:run|jsonrpc)-command\.js$/,
  output: { dir: path("../dist/bundle"), format: "esm" },
  logLevel: "warn",
});
