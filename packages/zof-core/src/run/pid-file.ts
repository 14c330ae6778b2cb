import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { ControllerError, systemReason } from "../controller-error.js";

/**
 * Writes the id of this process to a file, and returns a function that removes the file. A file that a
 * process left behind which is gone is replaced.
 *
 * @throws ControllerError `file_failed` when it cannot be written, or names another process that runs.
 */
export function writePidFile(file: string): () => void {
  const other = runningProcess(file);
  if (other !== undefined) {
    throw new ControllerError("file_failed", `the pid file ${file} names process ${other}, which is running`);
  }
  try {
    writeFileSync(file, `${process.pid}\n`);
  } catch (error) {
    const reason = `cannot write the pid file ${file}: ${systemReason(error)}`;
    throw new ControllerError("file_failed", reason, { cause: error });
  }
  return () => rmSync(file, { force: true });
}

/** The process that an existing pid file names, if it is another one that runs. */
function runningProcess(file: string): number | undefined {
  let pid: number;
  try {
    pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  } catch {
    return undefined;
  }
  return pid > 0 && pid !== process.pid && isRunning(pid) ? pid : undefined;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is there, but cannot be signalled.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
