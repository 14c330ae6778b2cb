import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { pathToFileURL } from "node:url";
import { TemplateError } from "zof-compile";
import { ControllerError } from "zof-core";
import { CommandError } from "../command/command-error.js";

/** Why a file could not be loaded, with the place in it where that can be known. */
export function loadFailure(error: unknown, file: string): CommandError {
  const fromHere = relative(process.cwd(), file);
  const name = fromHere.startsWith("..") ? file : fromHere;
  return new CommandError(describe(error, file, name), { cause: error });
}

function describe(error: unknown, file: string, name: string): string {
  if (!(error instanceof Error)) return `${name} threw ${String(error)}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[cm]?ts$/.test(error.message.split("for ").at(-1) ?? "")) {
    return `${name} is TypeScript, which Node.js ${process.versions.node} does not run; use Node.js 22.18 or later, or compile it with tsc and run the .js file`;
  }
  const missing = /^Cannot find (?:package|module) '(.+?)' imported from/.exec(error.message)?.[1];
  if (code === "ERR_MODULE_NOT_FOUND" && missing !== undefined) return missingText(name, missing);
  const place = placeIn(error, file);
  const at = place === undefined ? name : `${name}:${place}`;
  if (error instanceof SyntaxError) {
    return place === undefined ? syntaxText(error, file, name) : `${at}: ${error.message}`;
  }
  if (error instanceof ControllerError) return `${at}: ${error.reason}`;
  // A template's lines count from its own beginning.
  if (error instanceof TemplateError) return `${at}: template: ${error.message}`;
  return `${at}: ${error.name}: ${error.message.split("\n")[0]}`;
}

function missingText(name: string, missing: string): string {
  if (/[\\/]/.test(missing.replace(/^@[^/]+\//, "")))
    return `${name} imports ${missing}, which does not exist`;
  return `${name} imports the package ${missing}, which is not installed there: npm install ${missing}`;
}

/** Line and column of the file in the stack of an error. */
function placeIn(error: Error, file: string): string | undefined {
  const stack = error.stack ?? "";
  const url = pathToFileURL(file).href;
  const start = stack.indexOf(`${url}:`);
  return start < 0 ? undefined : /^\d+(:\d+)?/.exec(stack.slice(start + url.length + 1))?.[0];
}

/** The place of a syntax error is not in the error: only Node.js itself prints it. */
function syntaxText(error: SyntaxError, file: string, name: string): string {
  const { stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8", timeout: 10_000 });
  const [, line, excerpt] = /:(\d+)\n(.*\n *\^+)\n/.exec(stderr) ?? [];
  if (line === undefined) return `${name}, or a file that it imports: ${error.message}`;
  return `${name}:${line}: ${error.message}\n${excerpt}`;
}
