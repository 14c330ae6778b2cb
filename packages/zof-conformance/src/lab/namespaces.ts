import type { LabFolder } from "./lab-folder.js";
import { killIfAlive, runCommand } from "./run-command.js";

/** Removes every network namespace and network interface whose name begins with the lab's tag. */
export async function removeNamespaces(folder: LabFolder): Promise<void> {
  for (const name of await namesOf(folder, ["ip", "netns", "list"], /^(\S+)/)) {
    const { stdout } = await runCommand(["ip", "netns", "pids", name]);
    for (const pid of stdout.split("\n").filter(Boolean)) killIfAlive(Number(pid), "SIGKILL");
    await runCommand(["ip", "netns", "del", name]);
  }
  // The other end of a cable goes with its first, and both go with the namespace of a host.
  for (const name of await namesOf(folder, ["ip", "-o", "link"], /^\d+: ([^@:]+)/)) {
    await runCommand(["ip", "link", "del", name]).catch(async (error: unknown) => {
      const left = await namesOf(folder, ["ip", "-o", "link"], /^\d+: ([^@:]+)/);
      if (left.includes(name)) throw error;
    });
  }
}

async function namesOf(folder: LabFolder, command: readonly string[], pattern: RegExp): Promise<string[]> {
  const { stdout } = await runCommand(command);
  const names = stdout.split("\n").map((line) => pattern.exec(line)?.[1] ?? "");
  return names.filter((name) => name.startsWith(`${folder.tag}-`));
}
