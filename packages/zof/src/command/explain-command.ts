import type { Command } from "commander";
import { Framer } from "zof-codec";
import { formatJson } from "zof-types/internal";
import { explain } from "../explain/explain.js";
import { formatExplanation } from "../explain/format-explanation.js";
import { byteSources } from "../input/byte-source.js";
import { HexBytes } from "../input/hex-bytes.js";
import { CommandOutput } from "../output/command-output.js";
import { commandColors } from "../report/colors.js";

/** Defines `zof explain`. */
export function defineExplain(command: Command): void {
  command
    .argument("[hex...]", "the message in hexadecimal; standard input when there is none")
    .option("-j, --json", "write JSON, one range of bytes a line")
    .option("--no-color", "no colours on a terminal")
    .action(async (hex: string[], flags: { json?: true; color: boolean }) => {
      if (!(await explainAll(await inputBytes(hex), flags))) process.exitCode = 1;
    });
}

async function inputBytes(hex: readonly string[]): Promise<Uint8Array> {
  const text = new HexBytes(hex.length > 0 ? "HEX" : "<stdin>");
  const parts: Uint8Array[] = [];
  if (hex.length > 0) parts.push(text.push(Buffer.from(hex.join(" "))));
  else
    for (const source of byteSources([]))
      for await (const chunk of source.chunks) parts.push(text.push(chunk));
  return new Uint8Array(Buffer.concat([...parts, text.end()]));
}

/** False when a message would not decode. */
async function explainAll(bytes: Uint8Array, flags: { json?: true; color: boolean }): Promise<boolean> {
  const output = new CommandOutput();
  const colors = commandColors(flags.color && output.isTerminal);
  const frames = cut(bytes);
  let isGood = frames.length > 0;
  if (frames.length === 0) process.stderr.write("zof: there are no bytes to explain\n");
  for (const [index, frame] of frames.entries()) {
    const explanation = explain(frame);
    if (flags.json === true)
      for (const range of explanation.ranges) output.writer.text(`${formatJson(range)}\n`);
    else output.writer.text((index > 0 ? "\n" : "") + formatExplanation(explanation, frame, colors));
    isGood = isGood && explanation.error === undefined;
    if (flags.json === true && explanation.error !== undefined)
      process.stderr.write(`zof: ${explanation.error.message}\n`);
  }
  await output.close();
  return isGood;
}

/** The messages; what is left at the end, or has a wrong length, is explained as it is. */
function cut(bytes: Uint8Array): Uint8Array[] {
  const frames: Uint8Array[] = [];
  const framer = new Framer();
  let end = 0;
  framer.push(bytes);
  try {
    while (framer.next()) {
      frames.push(bytes.subarray(framer.start, framer.end));
      end = framer.end;
    }
  } catch {
    // A length that cannot be: the explanation of the rest says so.
  }
  return end < bytes.length ? [...frames, bytes.subarray(end)] : frames;
}
