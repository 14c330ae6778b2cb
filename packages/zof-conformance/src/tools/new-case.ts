import { CodecError } from "zof-codec";
import { formatCase } from "../golden/format-case.js";

/** Prints a new golden case: `node dist/tools/new-case.js TITLE ORIGIN HEX`. */
const [title, origin, ...hex] = process.argv.slice(2);
if (title === undefined || origin === undefined || hex.length === 0) {
  console.error("usage: new-case.js TITLE ORIGIN HEX...");
  process.exit(2);
}
try {
  process.stdout.write(formatCase(title, origin, new Uint8Array(Buffer.from(hex.join(""), "hex"))));
} catch (error) {
  if (!(error instanceof CodecError)) throw error;
  console.error(`new-case.js: ${error.message}`);
  process.exit(1);
}
