import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COMMAND } from "../test-support/zof-process.js";

const TEXT = readFileSync(new URL("../../../../docs/command-line.md", import.meta.url), "utf8");

/** What the document says is typed, and what is answered. */
const EXAMPLES = [...TEXT.matchAll(/```console\n(.*?)```(\n\nand so on)?/gs)].flatMap(
  ([, block = "", more]) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((example) => {
        const [line = "", ...answer] = example.split("\n");
        return { line, answer: answer.join("\n"), isPart: more !== undefined };
      }),
);

/** An example with a capture that is not part of the project. */
const hasCapture = ({ line }: { line: string }) => line.includes(".pcap");

describe("the examples of docs/command-line.md", { timeout: 20_000 }, () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zof-documentation-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("are found", () => {
    expect(EXAMPLES.length).toBeGreaterThan(6);
  });

  it.each(EXAMPLES.filter((example) => !hasCapture(example)))("$line", ({ line, answer, isPart }) => {
    const script = `zof() { "${process.execPath}" "${COMMAND}" "$@"; }\n${line}`;
    const { stdout, stderr } = spawnSync("bash", ["-c", script], {
      cwd: folder,
      encoding: "utf8",
      timeout: 20_000,
    });
    const text = stdout + stderr;
    expect(isPart ? text.slice(0, answer.length) : text).toBe(answer);
  });
});
