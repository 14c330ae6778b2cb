import { describe, expect, it } from "vitest";
import { errorMeanings } from "../gen/metadata.js";
import { decode, describeError, encode, type MessageInput, type MessageOf } from "../index.js";

function error(version: number, msg: object, xid = 7): MessageOf<"ERROR"> {
  return decode(encode({ type: "ERROR", version, xid, msg } as MessageInput)) as MessageOf<"ERROR">;
}

const flowMod = (version: number): MessageInput => ({
  type: "FLOW_MOD",
  version,
  xid: 7,
  msg: {
    command: "ADD",
    priority: 100,
    cookie: 5,
    match: [{ field: "IN_PORT", value: 3 }],
    instructions: [
      {
        instruction: "APPLY_ACTIONS",
        actions: [1, 2, 3].map((port_no) => ({ action: "OUTPUT" as const, port_no })),
      },
    ],
  },
});

describe("an error that quotes the whole request", () => {
  it.each([1, 2, 3, 4, 5, 6])("shows it (wire version %i)", (version) => {
    const data = encode(flowMod(version));
    const details = describeError(error(version, { type: "BAD_ACTION", code: "OFPBAC_BAD_OUT_PORT", data }));
    expect(details.text).toBe(
      "FLOW_MOD (xid 7) failed: BAD_ACTION OFPBAC_BAD_OUT_PORT: the output port does not exist or cannot be used",
    );
    expect(details.request).toMatchObject({ type: "FLOW_MOD", xid: 7, version, complete: true });
    expect(details.request?.msg).toEqual(decode(data).msg);
  });
});

describe("an error that quotes the head of the request", () => {
  it.each([1, 2, 3, 4, 5, 6])("shows what is there, at every length (wire version %i)", (version) => {
    const data = encode(flowMod(version));
    const whole = decode(data).msg as Record<string, unknown>;
    for (let length = 0; length < data.length; length++) {
      const quoted = { type: "BAD_ACTION", code: "OFPBAC_BAD_LEN", data: data.subarray(0, length) };
      const { request } = describeError(error(version, quoted));
      if (length < 8) expect(request).toBeUndefined();
      else expect(request).toMatchObject({ type: "FLOW_MOD", xid: 7, complete: false });
      for (const [name, value] of Object.entries(request?.msg ?? {})) {
        if (!Array.isArray(value)) expect([name, value]).toEqual([name, whole[name]]);
      }
    }
  });

  it("shows the fixed part, the match, and the actions that are whole in 64 bytes", () => {
    const { request } = describeError(
      error(4, { type: "BAD_ACTION", code: "OFPBAC_BAD_LEN", data: encode(flowMod(4)).subarray(0, 104) }),
    );
    expect(request?.msg).toMatchObject({
      command: "ADD",
      priority: 100,
      match: [{ field: "IN_PORT", value: 3 }],
      instructions: [
        { instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 1 }, { port_no: 2 }] },
      ],
    });
    const { instructions } = (request?.msg ?? {}) as { instructions?: { actions: unknown[] }[] };
    expect(instructions?.[0]?.actions).toHaveLength(2);
  });

  it("leaves out what lies beyond: of OpenFlow 1.0's FLOW_MOD of 72 bytes, its last fields", () => {
    const { request } = describeError(
      error(1, { type: "BAD_REQUEST", code: "OFPBRC_EPERM", data: encode(flowMod(1)).subarray(0, 64) }),
    );
    expect(request?.msg).toMatchObject({ command: "ADD", priority: 100, cookie: 5n });
    expect(request?.msg).not.toHaveProperty("buffer_id");
    expect(request?.msg).not.toHaveProperty("flags");
  });

  it("says the type of a message that it does not know", () => {
    const data = Uint8Array.of(4, 99, 0, 80, 0, 0, 0, 9, 1, 2);
    const details = describeError(error(4, { type: "BAD_REQUEST", code: "OFPBRC_BAD_TYPE", data }));
    expect(details.request).toEqual({ type: "message of type 0x63", xid: 9, version: 4, complete: false });
  });

  it("never throws, whatever the data are", () => {
    const data = encode(flowMod(4));
    for (let at = 0; at < data.length; at++) {
      for (const value of [0, 1, 7, 0xff]) {
        const bad = data.slice(0, 90);
        bad[at] = value;
        const details = describeError(error(4, { type: "BAD_MATCH", code: "OFPBMC_BAD_LEN", data: bad }));
        expect(details.text).toContain("OFPBMC_BAD_LEN");
      }
    }
  });
});

describe("errors of experimenters", () => {
  const head = [4, 14, 0, 80, 0, 0, 0, 7];
  const nicira = (version: number) => [version, ...head.slice(1)];

  it.each([
    ["Open vSwitch's in OpenFlow 1.0", 1, "0xb0c2", 1, [0, 0, 0x23, 0x20, 0, 1, 1, 0], "NXBRC_NXM_INVALID"],
    ["Open vSwitch's in OpenFlow 1.1", 2, "0xb0c2", 1, [0, 0, 0x23, 0x20, 0, 1, 1, 4], "OFPBMC_BAD_PREREQ"],
    ["Open vSwitch's in OpenFlow 1.2", 3, "EXPERIMENTER", 2, [0, 0, 0x23, 0x20], "NXBRC_NXM_INVALID"],
    ["Open vSwitch's in OpenFlow 1.5", 6, "EXPERIMENTER", 44, [0, 0, 0x23, 0x20], "NXTFFC_DUP_TABLE"],
    ["that nobody knows", 4, "EXPERIMENTER", 9, [0, 0, 0, 1], "0x0009"],
  ])("have their names: %s", (_, version, type, code, prefix, name) => {
    const details = describeError(
      error(version, { type, code, data: Uint8Array.of(...prefix, ...nicira(version)) }),
    );
    expect(details).toMatchObject({ code: name, request: { type: "FLOW_MOD", complete: false } });
    expect(details.text).toContain(`${name} of experimenter 0x`);
  });

  it("may be cut off", () => {
    for (const [type, code] of [
      ["0xb0c2", 1],
      ["EXPERIMENTER", 5],
    ]) {
      const details = describeError(
        error(1, { type: type === "EXPERIMENTER" ? "0xffff" : type, code, data: Uint8Array.of(0, 0) }),
      );
      expect(details.request).toBeUndefined();
    }
  });
});

it("names the errors of the extension pack of OpenFlow 1.3 as later versions do", () => {
  const data = encode(flowMod(4));
  const { text } = describeError(error(4, { type: "BUNDLE_FAILED", code: "OFPBFC_BAD_ID", data }));
  expect(text).toBe(
    "FLOW_MOD (xid 7) failed: BUNDLE_FAILED OFPBFC_BAD_ID: there is no bundle of this number",
  );
});

describe("HELLO_FAILED", () => {
  it("says what the other side says", () => {
    const data = Buffer.from("no version\n in\u0007 common");
    const details = describeError(error(4, { type: "HELLO_FAILED", code: "OFPHFC_INCOMPATIBLE", data }));
    expect(details.explanation).toBe("no version in common");
    expect(details.text).toBe(
      "HELLO_FAILED OFPHFC_INCOMPATIBLE: no version of the protocol in common: no version in common",
    );
    expect(details.request).toBeUndefined();
  });
});

it("knows what every code means", async () => {
  const { ErrorCode10, ErrorCode11, ErrorCode12, ErrorCode13, ErrorCode14, ErrorCode15 } = await import(
    "../gen/tables.js"
  );
  const tables = [ErrorCode10, ErrorCode11, ErrorCode12, ErrorCode13, ErrorCode14, ErrorCode15];
  const codes = new Set(tables.flatMap(({ names }) => names));
  expect([...codes].filter((code) => errorMeanings[code] === undefined)).toEqual([]);
});
