/** A prompt in the terminal for the controller that runs: `zof run command-shell layer2`. The tab key completes. */

import { createInterface } from "node:readline/promises";
import { Application, getApps, getConnections, getDatapaths } from "zof";

const app = new Application("command-shell");

interface Command {
  readonly help: string;
  run(...args: string[]): string;
  /** What its argument may be. */
  arguments?(): readonly string[];
}

const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

const COMMANDS: Readonly<Record<string, Command>> = {
  help: {
    help: "what commands there are",
    run: () => lines(Object.entries(COMMANDS).map(([name, { help }]) => `${name.padEnd(12)} ${help}`)),
  },
  ps: {
    help: "the apps and the connections",
    run: () => {
      const apps = getApps().map(({ name, precedence }) => `app ${name}, precedence ${precedence}`);
      const connections = getConnections().map(
        ({ conn_id, datapath_id = "", remote_endpoint, transport, version, phase }) =>
          `connection ${conn_id} ${datapath_id} ${remote_endpoint} ${transport} version ${version} ${phase}`,
      );
      return lines([...apps, ...connections]);
    },
  },
  ports: {
    help: "the ports of all datapaths, or of the one given",
    run: (id) => {
      const wanted = getDatapaths().filter((datapath) => id === undefined || datapath.id === id);
      return lines(
        wanted.flatMap((datapath) =>
          [...datapath.ports.values()].map(
            ({ port_no, name, up }) => `${datapath.id} ${port_no} ${name} ${up ? "up" : "down"}`,
          ),
        ),
      );
    },
    arguments: () => getDatapaths().map(({ id }) => id),
  },
  log: {
    help: `sets what the apps log: ${LEVELS.join(", ")}`,
    run: (level = "info") => {
      if (!LEVELS.includes(level)) return `${level} is not one of ${LEVELS.join(", ")}`;
      for (const { logger } of getApps()) logger.level = level;
      return `the apps log ${level}`;
    },
    arguments: () => LEVELS,
  },
  exit: {
    help: "ends the controller",
    run: () => {
      app.postEvent({ event: "EXIT", exit_status: 0 });
      return "";
    },
  },
};

app.event("START", () => {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: "zof> ",
    completer: complete,
  });
  terminal.on("line", (line) => {
    const answer = execute(line);
    if (answer !== "") console.log(answer);
    terminal.prompt();
  });
  terminal.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  // The end of the input is an exit too.
  terminal.on("close", () => execute("exit"));
  terminal.prompt();
  app.controller.phaseScope.signal.addEventListener("abort", () => terminal.close());
});

/** What a line of input is answered with. */
export function execute(line: string): string {
  const [name = "", ...args] = line.trim().split(/\s+/);
  if (name === "") return "";
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  return command?.run(...args) ?? `there is no command ${name}; help lists them`;
}

/** What a line of input may go on with, as readline wants it. */
export function complete(line: string): [string[], string] {
  const words = line.trimStart().split(/\s+/);
  const last = words.at(-1) ?? "";
  const [name = ""] = words;
  const known = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  const candidates = words.length <= 1 ? Object.keys(COMMANDS) : (known?.arguments?.() ?? []);
  return [candidates.filter((each) => each.startsWith(last)), last];
}

function lines(list: readonly string[]): string {
  return list.join("\n");
}
