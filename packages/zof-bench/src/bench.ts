import { benchArguments } from "./bench-arguments.js";
import { runCommandCases } from "./command/run-command-cases.js";
import { runCommand } from "./command-line.js";
import { runEndToEnd } from "./end-to-end/run-end-to-end.js";
import { subjects } from "./end-to-end/subject.js";
import { formatEndToEnd } from "./end-to-end/summary.js";
import { runMemory } from "./memory/run-memory.js";
import { runMicro } from "./micro/run-micro.js";
import { describeMachine } from "./report/machine.js";

await runCommand(async (args) => {
  const { parts, json, micro, command, endToEnd } = benchArguments(args);
  const print = json ? () => {} : console.log;
  const machine = describeMachine();
  print(`${machine}\n`);
  const groups = parts.includes("micro") ? runMicro(micro, print) : [];
  const memory = parts.includes("memory") ? runMemory(print) : [];
  const commands = parts.includes("command") ? runCommandCases(command, print) : [];
  const { found, missing } = parts.includes("end-to-end") ? subjects() : { found: [], missing: [] };
  for (const reason of missing) print(`Left out: ${reason}.\n`);
  const measurements = await runEndToEnd(found, endToEnd, (text) => process.stderr.write(`${text}\n`));
  if (measurements.length > 0) print(formatEndToEnd(measurements));
  if (json) console.log(JSON.stringify({ machine, micro: groups, memory, commands, endToEnd: measurements }));
});
