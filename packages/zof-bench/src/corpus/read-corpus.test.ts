import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { corpusFolder } from "./corpus-folder.js";
import { readCorpora } from "./read-corpus.js";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function folderWith(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "zof-bench-test-"));
  folders.push(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name), bytes);
  return folder;
}

const BARRIERS = Uint8Array.of(4, 20, 0, 8, 0, 0, 0, 1, 4, 20, 0, 8, 0, 0, 0, 2);

test("all recordings of a folder are read, other files are not", () => {
  const folder = folderWith({
    "b.bin.gz": gzipSync(BARRIERS),
    "a.bin.gz": gzipSync(BARRIERS.subarray(8)),
    "README.md": BARRIERS,
  });
  const [a, b, ...more] = readCorpora(folder);
  expect(more).toEqual([]);
  expect(a).toMatchObject({ name: "a", frames: [{ start: 0, end: 8 }] });
  expect(b).toMatchObject({
    name: "b",
    frames: [
      { start: 0, end: 8 },
      { start: 8, end: 16 },
    ],
  });
  expect(Uint8Array.from(b?.bytes ?? [])).toEqual(BARRIERS);
});

test("a recording that ends within a message is refused", () => {
  const folder = folderWith({ "cut.bin.gz": gzipSync(BARRIERS.subarray(0, 13)) });
  expect(() => readCorpora(folder)).toThrow(/cut off, 5 bytes/);
});

test("no folder, no recordings", () => {
  expect(readCorpora(join(tmpdir(), "zof-bench-no-such-folder"))).toEqual([]);
});

test("the environment names the folder", () => {
  expect(corpusFolder({ ZOF_BENCH_CORPUS: "/elsewhere" })).toBe("/elsewhere");
  expect(corpusFolder({})).toMatch(/shared\/conformance\/bench\/$/);
});
