import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a lab keeps its state. The name tells whose it is, so that what a dead process left can be found. */
export interface LabFolder {
  readonly path: string;
  /** At most 8 characters, unlike that of any other lab of this machine: begins every name that the lab gives. */
  readonly tag: string;
}

const PREFIX = "zof-lab";

/** Makes a folder that belongs to this process. */
export function claimLabFolder(): LabFolder {
  const { pid } = process;
  for (let count = 0; ; count++) {
    const name = [PREFIX, pid, startTime(pid), count].join("-");
    try {
      mkdirSync(join(tmpdir(), name));
    } catch (error) {
      // Threads of one process share its id.
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw error;
    }
    return folderOf(name, pid, count);
  }
}

/** The folders whose process is gone. */
export function abandonedLabFolders(): LabFolder[] {
  const folders: LabFolder[] = [];
  for (const name of readdirSync(tmpdir())) {
    const [, pid, start, count] = new RegExp(`^${PREFIX}-(\\d+)-(\\d+)-(\\d+)$`).exec(name) ?? [];
    if (pid === undefined || String(startTime(Number(pid))) === start) continue;
    folders.push(folderOf(name, Number(pid), Number(count)));
  }
  return folders;
}

function folderOf(name: string, pid: number, count: number): LabFolder {
  return { path: join(tmpdir(), name), tag: `z${pid.toString(36)}${count.toString(36)}` };
}

/** When a process started, in clock ticks since boot: tells it from a later one with the same id. */
function startTime(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The second value is the program's name in parentheses and may hold anything.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]);
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw error;
  }
}
