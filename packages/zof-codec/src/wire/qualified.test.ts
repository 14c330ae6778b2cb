import { describe, expect, it } from "vitest";
import { Hole, VariableHole } from "../hole.js";
import { Writer } from "../writer.js";
import { EnumTable } from "./enum-table.js";
import { QualifiedTable, readQualified, writeQualified } from "./qualified.js";
import { Reader } from "./reader.js";

const types = new EnumTable("ErrorType", 16, { BAD_REQUEST: 1, EXPERIMENTER: 0xffff });
const codes = new QualifiedTable(
  "ErrorCode",
  { BAD_LEN: 0x1_0006 },
  { BAD_ID: { qualifier: "BUNDLE_FAILED", experimenter: 0x4f4e4600, number: 2302 } },
);
const plain = new QualifiedTable("ErrorCode", { BAD_LEN: 0x1_0006 });

function read(hex: string) {
  const reader = new Reader();
  const bytes = new Uint8Array(Buffer.from(hex, "hex"));
  reader.open(bytes, 0, bytes.length);
  const { qualifier, name } = readQualified(reader, types, codes);
  return [qualifier, name, reader.offset];
}

function write(type: unknown, code: unknown, table: QualifiedTable<string> = codes): string {
  const writer = new Writer(16);
  writeQualified(writer, [type, code], ["type", "code"], types, table);
  return Buffer.from(writer.finish()).toString("hex");
}

describe("an enumeration that another qualifies", () => {
  it.each([
    ["00010006", ["BAD_REQUEST", "BAD_LEN", 4]],
    ["00010007", ["BAD_REQUEST", "0x0007", 4]],
    ["00020006", ["0x0002", "0x0006", 4]],
    ["ffff08fe4f4e4600aa", ["BUNDLE_FAILED", "BAD_ID", 8]],
    // Of another experimenter, another number, and too short for the id of one.
    ["ffff08fe00002320", ["EXPERIMENTER", "0x08FE", 4]],
    ["ffff08ff4f4e4600", ["EXPERIMENTER", "0x08FF", 4]],
    ["ffff08fe4f4e46", ["EXPERIMENTER", "0x08FE", 4]],
  ])("reads %s", (hex, expected) => expect(read(hex)).toEqual(expected));

  it.each([
    ["BAD_REQUEST", "BAD_LEN", "00010006"],
    ["BAD_REQUEST", 7, "00010007"],
    ["BUNDLE_FAILED", "BAD_ID", "ffff08fe4f4e4600"],
    ["EXPERIMENTER", "0x08FE", "ffff08fe"],
  ])("writes %s %s", (type, code, hex) => expect(write(type, code)).toBe(hex));

  it("refuses the code of another type", () => {
    const message = 'code: "BAD_ID" is the code of another error type';
    expect(() => write("BAD_REQUEST", "BAD_ID")).toThrow(message);
    expect(() => write(1, "BAD_ID")).toThrow(message);
    expect(() => write("EXPERIMENTER", "BAD_LEN")).toThrow('"BAD_LEN" is the code of another error type');
  });

  it("names the nearest code, that of an experimenter too", () => {
    expect(() => write("BUNDLE_FAILED", "BAD_IDD")).toThrow('"BUNDLE_FAILED" is not a ErrorType');
    expect(() => write("BAD_REQUEST", "BAD_IDD")).toThrow("did you mean BAD_ID?");
  });

  it("has a size that depends on the values where experimenters define some", () => {
    const hole = new Hole("code");
    expect(() => write("BAD_REQUEST", hole)).toThrow(VariableHole);
    expect(() => write(hole, "BAD_LEN")).toThrow(VariableHole);
    expect(() => write("BAD_REQUEST", hole, plain)).toThrow("no value was given for $code");
  });
});
