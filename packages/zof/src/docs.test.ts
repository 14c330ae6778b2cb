import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codeBlocks, typeErrors } from "./test-support/documents.js";
import { zof } from "./test-support/zof-process.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const readme = readFileSync(join(root, "README.md"), "utf8");
const tutorial = readFileSync(join(root, "docs", "tutorial.md"), "utf8");

/** Documents whose code is run: the tutorial here, the one on testing in a file of its own. */
const run = ["tutorial.md", "testing.md"];

/** The other documents: their code is checked, not run. */
const others = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md") && !run.includes(name));

describe("the code in README.md and docs", { timeout: 60_000 }, () => {
  // Within this package, so that the files can import zof.
  let folder = "";
  const write = (name: string, code: string) => {
    const file = join(folder, name);
    writeFileSync(file, code);
    return file;
  };
  beforeAll(() => {
    const dist = fileURLToPath(new URL("../dist", import.meta.url));
    mkdirSync(dist, { recursive: true });
    folder = mkdtempSync(join(dist, "docs-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const [example = { language: "", code: "" }] = codeBlocks(readme);
  const [hello = example, hub = example, whole = example] = codeBlocks(tutorial);

  it("is what these tests run", () => {
    expect(codeBlocks(readme).map(({ language }) => language)).toEqual(["ts"]);
    expect(codeBlocks(tutorial).map(({ language }) => language)).toEqual(["js", "js", "js"]);
  });

  it("has type errors where the text says so, and only there", () => {
    const incomplete = example.code.replace(
      "eth_dst: pkt.eth_src, out_port: in_port",
      "eth_dst: pkt.eth_src",
    );
    const misspelt = example.code.replace("field: ETH_DST", "field: ETH_DTS");
    const wrong = [incomplete, misspelt].map((code) => ({ language: "ts", code }));
    const files = [example, hello, hub, whole, ...wrong].map(({ language, code }, index) =>
      write(`${index}.${language}`, code),
    );
    const errors = typeErrors(files);
    expect(errors.slice(0, 4).flat()).toEqual([]);
    expect(errors[4]?.join()).toContain("'out_port' is missing");
    expect(errors[5]?.join()).toContain("ETH_DTS");
  });

  it("has no type errors in the other documents", () => {
    const blocks = others.flatMap((name) =>
      codeBlocks(readFileSync(join(root, "docs", name), "utf8")).map((block) => ({ ...block, name })),
    );
    const files = blocks.map(({ name, language, code }, index) =>
      write(`${name}-${index}.${language}`, code),
    );
    const errors = typeErrors(files).flatMap((each, index) =>
      each.map((text) => `${blocks[index]?.name}: ${text}`),
    );
    expect(errors).toEqual([]);
    expect(blocks.length).toBeGreaterThan(3);
  });

  it("runs: the example of the README", async () => {
    const { outputText } = ts.transpileModule(example.code, {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
    });
    const { status, stdout, stderr } = await zof(["run", write("example.js", outputText), "--sim"]);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/^00:00:00:00:00:00:00:03 has \d flows, the first of priority 1$/m);
    expect(status).toBe(0);
  });

  it("runs: hello, then a hub", async () => {
    const alone = await zof(["run", write("hello.js", hello.code), "--sim", "linear,2"]);
    expect(alone.status).toBe(1);
    for (const line of alone.lines.filter((each) => /^(hello|ping)/.test(each)))
      expect(tutorial).toContain(line);
    const flooding = await zof(["run", write("hub.js", hub.code), "--sim", "linear,2"]);
    expect(flooding.lines.at(-1)).toMatch(/^2 switches, 2 hosts, 2 of 2 pings ok, 2 flows/);
    expect(flooding.status).toBe(0);
  });

  it("runs: with arguments, requests and a blocked host", async () => {
    const file = write("whole.js", whole.code);
    const { lines, stderr, status } = await zof(["run", file, "--sim", "single,3", "--block", "10.0.0.3"]);
    expect(stderr).toBe("");
    expect(status).toBe(1);
    expect(lines).toContain("00:00:00:00:00:00:00:01, port 1: 10.0.0.1 looks for 10.0.0.3");
    expect(lines).toContain("00:00:00:00:00:00:00:01: 4 packets took the flow of priority 2");
    expect(lines.at(-1)).toMatch(/^1 switch, 3 hosts, 2 of 6 pings ok, 4 lost, 3 flows/);
  });

  it("shows the mistake that the tutorial makes", async () => {
    write("hello.js", whole.code.replace("IPV4_SRC", "IP4_SRC"));
    const { status, stderr } = await zof(["run", "hello.js", "--sim"], { cwd: folder });
    expect(status).toBe(1);
    expect(tutorial).toContain(stderr.trimEnd().replace(/^/gm, "    "));
  });
});
