import type { LabFolder } from "./lab-folder.js";
import { killIfAlive, runCommand } from "./run-command.js";

/** How network namespaces and network interfaces are listed, and removed by name. */
const NAMESPACES = { list: ["ip", "netns", "list"], name: /^(\S+)/, remove: ["ip", "netns", "del"] };
const INTERFACES = { list: ["ip", "-o", "link"], name: /^\d+: ([^@:]+)/, remove: ["ip", "link", "del"] };

type Kind = typeof NAMESPACES;

/** Removes every network namespace and network interface whose name begins with the lab's tag. */
export async function removeNamespaces(folder: LabFolder): Promise<void> {
  for (const name of await namesOf(folder, NAMESPACES)) {
    await remove(folder, NAMESPACES, name, () => killProcesses(name));
  }
  for (const name of await namesOf(folder, INTERFACES)) await remove(folder, INTERFACES, name);
}

/**
 * Removes one by its name. It may be gone by then: the other end of a cable goes with its first, both go
 * with the namespace of a host, and another process may remove the same lab.
 */
async function remove(folder: LabFolder, kind: Kind, name: string, before = async () => {}): Promise<void> {
  try {
    await before();
    await runCommand([...kind.remove, name]);
  } catch (error) {
    if ((await namesOf(folder, kind)).includes(name)) throw error;
  }
}

async function killProcesses(namespace: string): Promise<void> {
  const { stdout } = await runCommand(["ip", "netns", "pids", namespace]);
  for (const pid of stdout.split("\n").filter(Boolean)) killIfAlive(Number(pid), "SIGKILL");
}

async function namesOf(folder: LabFolder, { list, name }: Kind): Promise<string[]> {
  const { stdout } = await runCommand(list);
  const names = stdout.split("\n").map((line) => name.exec(line)?.[1] ?? "");
  return names.filter((each) => each.startsWith(`${folder.tag}-`));
}
