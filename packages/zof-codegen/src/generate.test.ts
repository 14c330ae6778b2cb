import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { mergeFunctions } from "./emit/merge.js";
import { emitMessages, messageEntries } from "./emit/messages.js";
import { emitTables } from "./emit/tables.js";
import { emitView } from "./emit/view.js";
import { emitStructs, generate } from "./generate.js";
import { checkSchemas } from "./load/check-schemas.js";
import { readSchemas } from "./load/read-schemas.js";
import { modelWith, SCHEMAS } from "./testing/test-model.js";

const model = modelWith();
const { tables, names } = emitTables(model);
const surroundings = { model, tables: names };
const functions = mergeFunctions([
  ...emitStructs(model, surroundings),
  ...emitMessages(messageEntries(model), surroundings),
]).code;

function missing(name: string): never {
  throw new Error(`no function ${name} was generated`);
}

/** The source of one generated function. */
function source(name: string): string {
  return functions.split("\n\n").find((text) => text.startsWith(`function ${name}(`)) ?? missing(name);
}

describe("generated code", () => {
  it.each([
    ["a struct of fixed and variable parts", ["readPacketOut11", "writePacketOut11"]],
    ["the match and the actions of OpenFlow 1.0", ["readFlowMod10", "writeFlowMod10"]],
    [
      "a member of a union, of fixed and of variable size",
      [
        "readOutputAction11",
        "writeOutputAction11",
        "readApplyActionsInstruction13",
        "writeApplyActionsInstruction13",
      ],
    ],
    ["a union", ["readInstruction13", "writeInstruction13"]],
    [
      "an action that OpenFlow 1.0 spells otherwise",
      ["readSetFieldAction_ETH_SRC", "writeSetFieldAction_ETH_SRC10", "writeAction10"],
    ],
    ["an enumeration that counts anew", ["readError10", "writeError10"]],
    ["properties that the match holds", ["readPacketIn13", "writePacketIn13"]],
  ])("for %s", async (title, wanted) => {
    const file = `golden/${title.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}.txt`;
    await expect(`${wanted.map(source).join("\n\n")}\n`).toMatchFileSnapshot(file);
  });

  it("for a view", async () => {
    const schema = model.schemas.get("PacketIn");
    if (schema === undefined) throw new Error("no PacketIn");
    await expect(`${emitView(schema, { ...surroundings, version: 4 })}\n`).toMatchFileSnapshot(
      "golden/a-view.txt",
    );
  });

  it("for tables: one for all versions where they are the same", () => {
    expect(
      tables.filter(({ name }) => /^Port(Config|Features|State|Number)/.test(name)).map(({ name }) => name),
    ).toEqual([
      "PortConfigFlags10",
      "PortConfigFlags11",
      "PortFeaturesFlags10",
      "PortFeaturesFlags11",
      "PortStateFlags10",
      "PortStateFlags11",
      "PortNumber16",
      "PortNumber32",
    ]);
    expect(tables.find(({ name }) => name === "FlowRemovedReason10")?.code).toBe(
      'new EnumTable("FlowRemovedReason", 8, {"IDLE_TIMEOUT":0,"HARD_TIMEOUT":1,"DELETE":2})',
    );
  });

  it("is the same each time", async () => {
    expect(await generate(modelWith())).toEqual(await generate(modelWith()));
  });
});

describe("schemas with a mistake", () => {
  const meta = JSON.parse(readFileSync(join(SCHEMAS, "wire.meta.json"), "utf8")) as object;
  const check = (path: string, content: object) =>
    checkSchemas(
      [{ path, folder: path.split("/")[0] ?? "", content: content as Record<string, unknown> }],
      meta,
    );
  const message = {
    $id: "EchoRequest",
    title: "ECHO_REQUEST",
    description: "Asks.",
    type: "object",
    properties: { data: { $ref: "Bytes", description: "Data.", default: "" } },
    wire: { message: { "1-6": 2 }, layout: { "1-6": ["data: bytes"] } },
  };

  it("are the real ones not", () => {
    expect(() => checkSchemas(readSchemas(SCHEMAS), meta)).not.toThrow();
    expect(() => check("messages/echo-request.json", message)).not.toThrow();
  });

  it.each([
    [{ ...message, titel: "x" }, "schemas/messages/x.json: must NOT have additional properties titel"],
    [{ ...message, description: "no full stop" }, "/description: must match pattern"],
    [{ ...message, wire: { layout: {} } }, "must have required property 'message'"],
    [{ ...message, wire: { ...message.wire, message: { "7": 2 } } }, "property name must be valid"],
    [{ ...message, properties: { data: { $ref: "Bytes" } } }, "must have required property 'description'"],
  ])("%#: are named by file and place", (content, text) => {
    expect(() => check("messages/x.json", content)).toThrow(text);
  });

  it.each([
    [{ ...message, properties: { data: { $ref: "Byte", description: "D." } } }, "there is no schema Byte"],
    [
      { ...message, wire: { ...message.wire, layout: { "1-6": ["date: bytes"] } } },
      "EchoRequest has a layout for date, but no property",
    ],
    [
      { ...message, wire: { ...message.wire, layout: { "1-6": ["data: u33"] } } },
      "EchoRequest.data: there is no wire type u33",
    ],
    [
      { ...message, wire: { ...message.wire, layout: { "1": ["data: bytes"] } } },
      "EchoRequest has a type in version 2, but no layout",
    ],
  ])("%#: are refused by the generator", async (content, text) => {
    const broken = async () => generate(modelWith({ "messages/echo-request.json": content }));
    await expect(broken).rejects.toThrow(text);
  });
});
