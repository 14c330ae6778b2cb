import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** A file that exists only for the language service, beside this one. */
const SAMPLE = fileURLToPath(new URL("hover-sample.ts", import.meta.url));
/** A mark stands before each name that is pointed at. */
const SOURCE = `
import type { FieldValues, FlowMod, MessageBodies, OutputAction, Port } from "../dist/index.js";
export const body = (msg: MessageBodies["FLOW_MOD"]) => msg./*1*/idle_timeout;
export const action = (action: OutputAction) => action./*2*/max_len;
export const field = (values: FieldValues) => values./*3*/TCP_DST;
export const speed = (port: Port) => port./*4*/curr_speed;
export type Message = /*5*/FlowMod;
export type Struct = /*6*/Port;
export type Action = /*7*/OutputAction;
`;

function service(): ts.LanguageService {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  return ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [SAMPLE],
    getScriptVersion: () => "1",
    getScriptSnapshot(path) {
      const text = path === SAMPLE ? SOURCE : ts.sys.readFile(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => fileURLToPath(new URL(".", import.meta.url)),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (path) => path === SAMPLE || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
  });
}

/** What an editor shows when the pointer rests on the name behind a mark. */
describe("a name that the pointer rests on", () => {
  const languageService = service();

  it.each([
    [1, "FLOW_MOD's idle_timeout", /Seconds without a packet before removal; 0 is never\./],
    [2, "OUTPUT's max_len", /Most bytes to send when the port is CONTROLLER\./],
    [3, "TCP_DST", /TCP destination port\./],
    [4, "a port's curr_speed", /Current bit rate in kbit\/s\./],
    [5, "a message", /OpenFlow 1\.3\.5 section 7\.3\.4\.1/],
    [6, "a struct", /OpenFlow 1\.3\.5 section 7\.2\.1/],
    [7, "an action", /OpenFlow 1\.3\.5 section 7\.2\.5/],
  ])(
    "%i: %s has its meaning, unit or section",
    (mark, _, expected) => {
      const text = `/*${mark}*/`;
      const info = languageService.getQuickInfoAtPosition(SAMPLE, SOURCE.indexOf(text) + text.length);
      expect(ts.displayPartsToString(info?.documentation)).toMatch(expected);
    },
    60_000,
  );
});
