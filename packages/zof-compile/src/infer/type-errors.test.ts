import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it, vi } from "vitest";

/** A file that exists only for the compiler, beside this one. */
const SAMPLE = fileURLToPath(new URL("sample.ts", import.meta.url));
const HEADER = 'import { compile } from "../compile.js";\n';

/** A program for each sample takes a second or two. */
vi.setConfig({ testTimeout: 120_000 });

/** Files that all samples share. */
const parsed = new Map<string, ts.SourceFile>();

interface Checked {
  /** First lines of what the compiler says. */
  readonly errors: readonly string[];
  readonly instantiations: number;
}

function check(source: string): Checked {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => path === SAMPLE || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    if (path === SAMPLE) return ts.createSourceFile(path, HEADER + source, ts.ScriptTarget.ES2023);
    const file = parsed.get(path) ?? getSourceFile(path, ...rest);
    if (file !== undefined) parsed.set(path, file);
    return file;
  };
  const program = ts.createProgram([SAMPLE], options, host);
  const sample = program.getSourceFile(SAMPLE);
  const errors = program
    .getSemanticDiagnostics(sample)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0] ?? "");
  // The count is not in the public types; `tsc --extendedDiagnostics` prints it.
  const { getInstantiationCount } = program as unknown as { getInstantiationCount(): number };
  return { errors, instantiations: getInstantiationCount() };
}

describe("what the compiler says", () => {
  it("names the misspelt word, or the argument", () => {
    const { errors } = check(`
      compile("FLOWMOD {command: ADD}");
      compile("FLOW_MOD {command: ADD, match: [{field: ETH_DTS, value: 1}]}");
      compile("PACKET_OUT {actions: [{action: OUTPT, port_no: 1}]}");
      const LEARN = compile("FLOW_MOD {command: ADD, priority: $priority}");
      LEARN.send({ prio: 1 });
      LEARN.send({});
      LEARN.send({ priority: [] });
      LEARN.request({ priority: 1 });
      compile({ type: "FLOW_MOD", msg: { comand: "ADD" } });
    `);
    const expected = [
      /not assignable to parameter of type '"unknown message type: FLOWMOD"'/,
      /not assignable to parameter of type '"unknown field: ETH_DTS"'/,
      /not assignable to parameter of type '"unknown action: OUTPT"'/,
      /'prio' does not exist in type '\{ priority: UInt16Input; \} & SendOptions'/,
      /Argument of type '\{\}' is not assignable to parameter of type '\{ priority: UInt16Input; \} & SendOptions'/,
      /Type 'never\[\]' is not assignable to type 'UInt16Input'/,
      /This expression is not callable/,
      /'comand' does not exist in type/,
    ];
    expect(errors).toHaveLength(expected.length);
    for (const [index, pattern] of expected.entries()) expect(errors[index]).toMatch(pattern);
  });
});

describe("the cost of inference", () => {
  const template = (index: number) => `
    const FLOW_${index} = compile(\`
      # flow ${index}
      type: FLOW_MOD
      msg:
        table_id: ${index}
        command: ADD
        priority: $priority
        match:
          - field: IN_PORT
            value: $in_port
          - {field: ETH_DST, value: $eth_dst_${index}}
          - {field: ETH_TYPE, value: 0x0800}
        instructions:
          - instruction: APPLY_ACTIONS
            actions:
              - {action: SET_FIELD, field: ETH_SRC, value: $eth_src}
              - {action: OUTPUT, port_no: $out_port}
    \`);
    FLOW_${index}.send({ priority: 1, in_port: 1, eth_dst_${index}: "", eth_src: "", out_port: 1 });
  `;
  const source = (count: number) => Array.from({ length: count }, (_, index) => template(index)).join("");

  it("stays below 2200 instantiations a template", () => {
    const [none, fifty] = [check(source(1)), check(source(51))];
    expect([none.errors, fifty.errors]).toEqual([[], []]);
    expect((fifty.instantiations - none.instantiations) / 50).toBeLessThan(2200);
  });

  it("lets a template have 900 arguments", () => {
    const lines = Array.from(
      { length: 900 },
      (_, index) => `      - {field: ETH_DST, value: $mac_${index}}\n`,
    );
    const { errors } = check(`
      const BIG = compile(\`
        FLOW_MOD
        command: ADD
        match:
  ${lines.join("")}\`);
      const missing: Parameters<typeof BIG.send>[0] = { mac_899: 5 };
    `);
    expect(errors).toEqual([expect.stringMatching(/Type 'number' is not assignable to type 'string'/)]);
  });
});
