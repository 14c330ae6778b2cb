import type { Command } from "commander";
import { encodeInputs } from "../encode/encode-inputs.js";
import { messageFormat } from "../output/message-writer.js";
import { wireVersion } from "./option-values.js";

interface EncodeFlags {
  readonly hex?: true;
  readonly silent?: true;
  readonly silentError?: true;
  readonly keepGoing?: true;
  readonly uncheckedMatch?: true;
  readonly roundtrip?: true;
  readonly json?: true;
  readonly jsonArray?: true;
  readonly ofversion: number;
  readonly output?: string;
  readonly color: boolean;
}

/** Defines `zof encode`. */
export function defineEncode(command: Command): void {
  command
    .argument("[files...]", "files to read, or - for standard input", [])
    .option("-x, --hex", "write hexadecimal text, one message a line")
    .option("-s, --silent", "write nothing, only what is wrong")
    .option("--silent-error", "do not say what is wrong; the exit status does")
    .option("-k, --keep-going", "go on after a message that does not encode")
    .option(
      "-M, --unchecked-match",
      "write matches as they are: add no fields that others require, look for no conflicts",
    )
    .option("-R, --roundtrip", "write the messages decoded again, as YAML")
    .option("-j, --json", "with --roundtrip: write JSON, one message a line")
    .option("--json-array", "with --roundtrip: write one JSON array")
    .option(
      "--ofversion <version>",
      "version of messages that do not say theirs: 1 to 6, or 1.0 to 1.5",
      wireVersion,
      4,
    )
    .option("-o, --output <file>", "write to a file")
    .option("--no-color", "no colours on a terminal")
    .action(async (files: string[], flags: EncodeFlags) => {
      if (!(await encodeInputs(optionsOf(files, flags)))) process.exitCode = 1;
    });
}

function optionsOf(files: string[], flags: EncodeFlags): Parameters<typeof encodeInputs>[0] {
  const { json, jsonArray } = flags;
  const written = flags.hex ? "hex" : "binary";
  return {
    files,
    form: flags.silent ? "none" : flags.roundtrip ? "roundtrip" : written,
    format: messageFormat({ json: json === true, jsonArray: jsonArray === true }),
    output: flags.output,
    colors: flags.color,
    silentError: flags.silentError === true,
    keepGoing: flags.keepGoing === true,
    uncheckedMatch: flags.uncheckedMatch === true,
    version: flags.ofversion,
  };
}
