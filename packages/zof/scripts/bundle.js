// Puts the modules of the `zof` command into few files, dist/bundle: a command starts in two thirds of the time.
// Not those of `zof run`: the apps that it loads must find the same modules as the command.

import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

await rm(path("../dist/bundle"), { recursive: true, force: true });
await build({
  input: path("../dist/command/main.js"),
  platform: "node",
  external: /\/run-command\.js$/,
  output: { dir: path("../dist/bundle"), format: "esm" },
  logLevel: "warn",
});
