import { runCommand } from "./command-line.js";
import { formatLoadResult } from "./load/format-load-result.js";
import { loadArguments } from "./load/load-arguments.js";
import { runLoad } from "./load/run-load.js";

await runCommand(async (args) => {
  const { options, json } = loadArguments(args);
  const result = await runLoad(options);
  console.log(json ? JSON.stringify(result) : formatLoadResult(result));
});
