import { cpus, loadavg } from "node:os";

/** What the numbers were measured on, in one line. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? "unknown processor";
  const [load = 0] = loadavg();
  return `${processors.length} cores, ${model}, Node.js ${process.version}, load average ${load.toFixed(1)}`;
}
