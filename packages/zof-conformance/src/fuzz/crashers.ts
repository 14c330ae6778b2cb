import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { hexOf } from "../json/canonical.js";

const FOLDER = fileURLToPath(new URL("../../crashers/", import.meta.url));

/** Messages that crashed once, which the tests try again: files of hexadecimal text and comments. */
export function crashers(): { readonly name: string; readonly bytes: Uint8Array }[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".hex"));
  return files.sort().map((name) => {
    const text = readFileSync(join(FOLDER, name), "utf8").replace(/#.*|\s/g, "");
    return { name, bytes: new Uint8Array(Buffer.from(text, "hex")) };
  });
}

/** Keeps a message that crashed, with what happened, and returns the name of its file. */
export function keepCrasher(bytes: Uint8Array, happened: string, folder = FOLDER): string {
  mkdirSync(folder, { recursive: true });
  const name = `${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}.hex`;
  const comment = happened.split("\n", 1)[0]?.slice(0, 200);
  const lines = hexOf(bytes).match(/.{1,64}/g) ?? [];
  writeFileSync(join(folder, name), `# ${comment}\n${lines.join("\n")}\n`);
  return join(folder, name);
}
