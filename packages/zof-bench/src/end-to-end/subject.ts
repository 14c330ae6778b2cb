import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A controller that is measured. */
export interface Subject {
  readonly name: string;
  readonly command: string;
  /** The arguments that make it listen on a port of 127.0.0.1; `folder` is an empty one for its files. */
  args(port: number, folder: string): readonly string[];
}

/** What the other controllers are compared with, when it is installed. */
export const PEER = "ovs-testcontroller";

/** The controllers that can be measured here, and for the others why not. */
export function subjects(environment: NodeJS.ProcessEnv = process.env): {
  found: Subject[];
  missing: string[];
} {
  const peer = findProgram(PEER, environment.PATH ?? "");
  const found: Subject[] = [
    ...(peer === undefined ? [] : [ovsTestController(peer)]),
    program("zof, one FLOW_MOD", (port) => [own("flow-mod-controller.js"), ...zofOptions(port)]),
    program("zof, layer2", (port) => [...layer2(), ...zofOptions(port)]),
    program("bare Node.js program", (port) => [own("bare-controller.js"), String(port)]),
  ];
  const missing = peer === undefined ? [`${PEER} is not installed (Debian: openvswitch-testcontroller)`] : [];
  return { found, missing };
}

function ovsTestController(command: string): Subject {
  const quiet = ["--no-chdir", "-vconsole:err", "-vsyslog:off"];
  return {
    name: PEER,
    command,
    args: (port, folder) => [...quiet, `--unixctl=${join(folder, "control")}`, `ptcp:${port}:127.0.0.1`],
  };
}

function program(name: string, args: (port: number) => string[]): Subject {
  return { name, command: process.execPath, args };
}

/** The learning switch, as users start it. */
function layer2(): string[] {
  const zof = fileURLToPath(new URL("../bin/zof.js", import.meta.resolve("zof")));
  return [zof, "run", fileURLToPath(import.meta.resolve("zof-demo/layer2"))];
}

function zofOptions(port: number): string[] {
  return ["--listen-endpoints", `127.0.0.1:${port}`, "--loglevel", "error"];
}

function own(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

function findProgram(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}
