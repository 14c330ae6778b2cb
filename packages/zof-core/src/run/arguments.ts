import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { VERSIONS } from "zof-types";
import { parseEndpoint } from "../connection/endpoint.js";
import { versionNames } from "../connection/handshake.js";
import { ControllerError } from "../controller-error.js";
import type { ControllerApp } from "./controller-app.js";
import type { ControllerOptions } from "./controller-options.js";
import { LOG_LEVELS } from "./logging.js";

/** What a command line says. */
export interface ParsedArguments {
  readonly options: ControllerOptions;
  /** All values, those of the apps too, under the names that commander gives them. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** The arguments of the framework; each fills the option of the same name in {@link ControllerOptions}. */
function commonOptions(): Option[] {
  const versions = VERSIONS.map((version) => `${version} (OpenFlow ${versionNames([version])})`).join(", ");
  return [
    new Option("--loglevel <level>", "least important level to log").choices(LOG_LEVELS),
    new Option("--logfile <file>", "file to append the log to, as JSON lines"),
    new Option("--pidfile <file>", "file to write the process id to"),
    new Option(
      "--listen-endpoints <list>",
      "where to listen, as [address:]port, separated by commas",
    ).argParser(endpointList),
    new Option("--listen-versions <list>", `wire versions to offer: ${versions}`).argParser(versionList),
    new Option("--listen-cert <file>", "certificate to listen with; switches then connect with TLS"),
    new Option("--listen-cacert <file>", "authority that must have signed the switches' certificates"),
    new Option("--listen-privkey <file>", "private key of the certificate"),
    new Option("--listen-keylog <file>", "file to append TLS session keys to"),
    new Option(
      "--x-modules <list>",
      "modules with further apps, as ./app.js or zof-demo/hub, separated by commas",
    ),
    new Option("--x-oftr-path <file>", "program that speaks OpenFlow in our place, as oftr does").env(
      "ZOF_OFTR_PATH",
    ),
    new Option("--x-oftr-args <args>", "its arguments").env("ZOF_OFTR_ARGS"),
    new Option("--x-oftr-prefix <words>", "what stands before its path").env("ZOF_OFTR_PREFIX"),
  ];
}

/**
 * Reads a command line: the framework's arguments and those of the apps.
 *
 * @param argv - without the names of the program and the script.
 * @returns undefined when it asked for help, which has been printed.
 * @throws ControllerError `bad_option` for what it has that is not understood, `bad_app` when two apps have
 *   an argument of the same name.
 */
export function parseArguments(
  argv: readonly string[],
  apps: readonly ControllerApp[],
  programName: string,
): ParsedArguments | undefined {
  const command = new Command(programName).exitOverride().configureOutput({ writeErr: () => {} });
  const common = commonOptions();
  for (const option of common) command.addOption(option);
  for (const app of apps) addAppOptions(command, app);
  try {
    command.parse([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new ControllerError("bad_option", error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " "));
  }
  const values = command.opts();
  const names = common.map((option) => option.attributeName()).filter((name) => name in values);
  return { values, options: Object.fromEntries(names.map((name) => [name, values[name]])) };
}

function addAppOptions(command: Command, app: ControllerApp): void {
  for (const { flags, description, defaultValue } of app.options) {
    const option = new Option(flags, description).helpGroup(`Options of ${app.name}:`);
    if (defaultValue !== undefined) option.default(defaultValue);
    try {
      command.addOption(option);
    } catch (error) {
      throw new ControllerError("bad_app", `app ${app.name}: the option ${flags} is taken`, { cause: error });
    }
  }
}

function endpointList(text: string): string[] {
  const endpoints = text.split(",").map((endpoint) => endpoint.trim());
  for (const endpoint of endpoints) {
    try {
      parseEndpoint(endpoint);
    } catch (error) {
      throw new InvalidArgumentError((error as ControllerError).reason);
    }
  }
  return endpoints;
}

function versionList(text: string): number[] {
  const versions = text.split(",").map(Number);
  const unknown = text.split(",").find((_, index) => !VERSIONS.includes(versions[index] as number));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`'${unknown}' is not one of ${VERSIONS.join(", ")}`);
  }
  return versions;
}
