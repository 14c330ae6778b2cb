import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LabFolder } from "./lab-folder.js";
import { killIfAlive, runCommand } from "./run-command.js";

/** Time a daemon gets to end by itself. */
const STOP_TIMEOUT_MS = 5000;

/** Open vSwitch's programs look for sockets, logs and settings here and nowhere else. */
export function daemonEnvironment(folder: LabFolder): Record<string, string> {
  const { path } = folder;
  return { OVS_RUNDIR: path, OVS_LOGDIR: path, OVS_DBDIR: path, OVS_SYSCONFDIR: path };
}

/** Starts one of Open vSwitch's daemons in the background; returns once it is ready. */
export async function startDaemon(
  folder: LabFolder,
  program: string,
  args: readonly string[],
): Promise<void> {
  const file = (suffix: string) => join(folder.path, `${program}.${suffix}`);
  const common = [
    `--pidfile=${file("pid")}`,
    `--unixctl=${file("ctl")}`,
    `--log-file=${file("log")}`,
    "-vconsole:off",
    "-vsyslog:off",
    "--no-chdir",
    "--detach",
  ];
  await runCommand([program, ...args, ...common], { env: daemonEnvironment(folder) });
}

/** Ends a daemon and waits until it is gone. Nothing happens when it does not run. */
export async function stopDaemon(
  folder: LabFolder,
  program: string,
  exitArgs: readonly string[] = [],
): Promise<void> {
  const pid = runningDaemon(folder, program);
  if (pid === undefined) return;
  try {
    const control = join(folder.path, `${program}.ctl`);
    await runCommand(["ovs-appctl", "-t", control, "exit", ...exitArgs], { timeoutMs: STOP_TIMEOUT_MS });
  } catch {
    // It knows no such command, hangs or has just crashed.
    killIfAlive(pid, "SIGTERM");
  }
  for (let waitedMs = 0; waitedMs < STOP_TIMEOUT_MS; waitedMs += 20) {
    if (runningDaemon(folder, program) === undefined) return;
    await sleep(20);
  }
  killIfAlive(pid, "SIGKILL");
}

/** The daemon's process id, if it runs. The path in its command line tells it from a stranger with that id. */
function runningDaemon(folder: LabFolder, program: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(folder.path, `${program}.pid`), "utf8"));
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(`${folder.path}/`) ? pid : undefined;
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
