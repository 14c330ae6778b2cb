import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encode, formatJson, type MessageInput, VERSIONS } from "zof-types";
import { runZof } from "../test-support/run-zof.js";
import { explain } from "./explain.js";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(/\s+/g, ""), "hex"));

/** What is wrong with an explanation: bytes that no range has, values that are not those of the message. */
function faults(message: Uint8Array): string[] {
  const { ranges, message: decoded, error } = explain(message);
  const found: string[] = [];
  let at = 0;
  for (const { kind, start, end, path, value, name, section } of ranges) {
    if (section === undefined && kind !== "rest") found.push(`${name} at ${start} names no section`);
    if (kind === "group") continue;
    if (start !== at) found.push(`nothing explains ${at} to ${start}`);
    at = end;
    if (error !== undefined) continue;
    if (kind === "rest") found.push(`${name} at ${start} is not explained`);
    const steps = path.match(/[^.[\]]+/g) ?? [];
    const expected = steps.reduce<unknown>(
      (object, step) => (object as Record<string, unknown> | undefined)?.[step],
      decoded,
    );
    if (path !== "" && formatJson(expected) !== formatJson(value))
      found.push(`${path} is ${formatJson(value)}`);
  }
  return at === message.length ? found : [...found, `ends at ${at} of ${message.length}`];
}

const MESSAGES: readonly MessageInput[] = [
  { type: "HELLO", msg: { versions: [1, 4] } },
  { type: "ERROR", msg: { type: "BAD_REQUEST", code: "OFPBRC_BAD_LEN", data: "0102" } },
  { type: "ERROR", msg: { type: "BUNDLE_FAILED", code: "OFPBFC_BAD_ID", data: "0102" } },
  { type: "ERROR", msg: { type: "EXPERIMENTER", code: 1, data: "000023200102" } },
  { type: "FEATURES_REPLY", msg: { datapath_id: 1, n_buffers: 0, n_tables: 1, capabilities: [] } },
  {
    type: "FLOW_MOD",
    msg: {
      command: "ADD",
      match: [
        { field: "IN_PORT", value: 1 },
        { field: "ETH_DST", value: "00:00:00:00:00:01", mask: "ff:ff:ff:00:00:00" },
        { field: "VLAN_VID", value: 5 },
      ],
      instructions: [
        {
          instruction: "APPLY_ACTIONS",
          actions: [
            { action: "SET_FIELD", field: "ETH_SRC", value: "00:00:00:00:00:02" },
            { action: "POP_VLAN" },
            { action: "OUTPUT", port_no: "CONTROLLER", max_len: 128 },
            { action: "EXPERIMENTER", experimenter: 5, data: "00000001" },
          ],
        },
      ],
    },
  },
  {
    type: "PACKET_IN",
    msg: { buffer_id: 1, total_len: 4, in_port: 1, reason: "NO_MATCH" as never, data: "01020304" } as never,
  },
  { type: "PACKET_OUT", msg: { in_port: 1, actions: [{ action: "OUTPUT", port_no: 2 }], data: "01020304" } },
  {
    type: "PORT_STATUS",
    msg: { reason: "ADD", port_no: 1, hw_addr: "00:00:00:00:00:01", name: "eth0", curr: ["COPPER"] } as never,
  },
  {
    type: "REQUEST.FLOW_DESC",
    flags: ["MORE"],
    msg: { table_id: "ALL", out_port: "ANY", out_group: "ANY", match: [] } as never,
  },
  {
    type: "REPLY.PORT_DESC",
    msg: [
      { port_no: 1, hw_addr: "00:00:00:00:00:01" },
      { port_no: 2, hw_addr: "00:00:00:00:00:02" },
    ],
  },
  {
    type: "GROUP_MOD",
    msg: {
      command: "ADD",
      type: "ALL",
      group_id: 1,
      buckets: [{ actions: [{ action: "OUTPUT", port_no: 1 }] }, { actions: [] }],
    } as never,
  },
  {
    type: "METER_MOD",
    msg: {
      command: "ADD",
      flags: ["KBPS"],
      meter_id: 1,
      bands: [{ type: "DROP", rate: 1, burst_size: 2 }],
    } as never,
  },
  {
    type: "NX_FLOW_MOD",
    msg: {
      command: "ADD",
      match: [
        { field: "NX_REG0", value: 1, mask: 255 },
        { field: "NX_COOKIE", value: 5 },
      ],
      instructions: [{ instruction: "APPLY_ACTIONS", actions: [{ action: "OUTPUT", port_no: 1 }] }],
    },
  },
  {
    type: "REQUEST.NX_FLOW_STATS",
    msg: { match: [{ field: "NX_REG0", value: 1 }] },
  },
  {
    type: "REPLY.NX_FLOW_STATS",
    msg: [{ idle_age: 3, match: [{ field: "NX_ETH_TYPE", value: 0x800 }] }, { table_id: 4 }],
  },
  {
    type: "REPLY.NX_FLOW_MONITOR",
    msg: [
      { event: "ADDED", table_id: 1, match: [{ field: "NX_ETH_TYPE", value: 0x800 }] },
      { event: "ABBREV", xid: 5 },
    ],
  },
  {
    type: "NX_PACKET_IN",
    msg: { total_len: 4, in_port: 1, reason: "TABLE_MISS", data: "01020304" },
  },
  { type: "NX_PACKET_IN2", msg: { in_port: 1, reason: "TABLE_MISS", userdata: "05", data: "01020304" } },
  { type: "NX_CT_FLUSH", msg: { zone: 1, orig: { src: "::1", dst_port: 5 } } },
  {
    type: "NX_FLOW_REMOVED",
    msg: { table_id: 3, reason: "DELETE", match: [{ field: "NX_REG0", value: 1 }] },
  },
  { type: "BUNDLE_ADD_MESSAGE", msg: { bundle_id: 1, message: { type: "BARRIER_REQUEST" } } as never },
  {
    type: "REPLY.TABLE_FEATURES",
    msg: [
      {
        table_id: 0,
        instructions: ["METER"],
        match: ["ETH_DST"],
        next_tables: [1, 2],
        apply_actions: ["OUTPUT"],
      },
    ] as never,
  },
];

describe("explain", () => {
  const cases = MESSAGES.flatMap((message) =>
    VERSIONS.flatMap((version) => {
      try {
        return [[`${message.type} of OpenFlow 1.${version - 1}`, encode(message, { version })] as const];
      } catch {
        return []; // the version does not have it
      }
    }),
  );
  it("has cases of all versions", () => {
    expect(new Set(cases.map(([, data]) => data[0])).size).toBe(VERSIONS.length);
    expect(cases.length).toBeGreaterThan(50);
  });

  it.each(cases)("says what each byte of %s is, with the values of the decoder", (_, data) => {
    expect(faults(data)).toEqual([]);
  });

  it.each(cases)("follows %s as far as it goes when it is cut off or damaged", (_, data) => {
    for (let size = 1; size < data.length; size++) expect(faults(data.subarray(0, size))).toEqual([]);
    for (let at = 0; at < data.length; at++) {
      const damaged = data.slice();
      damaged[at] = 0xff;
      const { ranges } = explain(damaged);
      expect(ranges.every(({ start, end }) => start <= end && end <= data.length)).toBe(true);
    }
  });

  it("says that a message is TLS-sized garbage without failing", () => {
    expect(explain(bytes("ff ff ff ff")).error).toMatchObject({ code: "truncated" });
    expect(explain(bytes("04 63 0008 00000001")).error).toMatchObject({ code: "bad_type" });
  });
});

const CORPUS = process.env.ZOF_CONFORMANCE ?? "";
describe.skipIf(!existsSync(CORPUS))("messages of the conformance data (ZOF_CONFORMANCE)", () => {
  it.each(["messages-of10-of13.jsonl", "generated-pass.jsonl"])("of %s are explained in full", (name) => {
    const wrong: string[] = [];
    for (const line of readFileSync(`${CORPUS}/${name}`, "utf8").trim().split("\n")) {
      const { name, hex } = JSON.parse(line) as { name: string; hex: string };
      for (let all = bytes(hex); all.length >= 8; ) {
        const size = Math.max(8, ((all[2] ?? 0) << 8) | (all[3] ?? 0));
        wrong.push(...faults(all.slice(0, size)).map((fault) => `${name}: ${fault}`));
        all = all.slice(size);
      }
    }
    expect(wrong).toEqual([]);
  });
});

describe("zof explain", { timeout: 20_000 }, () => {
  it("shows offset, bytes, name, value and section", () => {
    const { stdout, status } = runZof([
      "explain",
      "04 0e 0038 00000007",
      `${"0".repeat(80)}0001000400000000`,
    ]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^ 0 +FLOW_MOD {2}56 bytes, OpenFlow 1\.3\.5 section 7\.3\.4\.1$/m);
    expect(stdout).toMatch(/^ 4 {2}00 00 00 07 +xid +7$/m);
    expect(stdout).toMatch(/^25 {2}00 +command +ADD$/m);
    expect(stdout).toMatch(/^46 {2}00 00 +padding$/m);
    expect(stdout).toMatch(/^48 +match {2}4 bytes/m);
  });

  it("takes standard input with several messages, and writes JSON", () => {
    const { stdout } = runZof(["explain", "--json"], "0414000800000001\n0415000800000002\n");
    const ranges = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(ranges.filter(({ kind }) => kind === "group").map(({ name }) => name)).toEqual([
      "BARRIER_REQUEST",
      "BARRIER_REPLY",
    ]);
    expect(ranges).toContainEqual(expect.objectContaining({ start: 4, end: 8, name: "xid", value: 2 }));
  });

  it("marks where it goes wrong", () => {
    const { stdout, status } = runZof(["explain", "0405000a000000010102"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/01 02 +what is left +2 bytes that cannot be read {2}<-- here/);
    expect(stdout).toMatch(/bad_length: 2 bytes left over at the end \(at byte 8\)\n$/);
    expect(runZof(["explain", "0x"])).toMatchObject({
      status: 1,
      stderr: "zof: there are no bytes to explain\n",
    });
    expect(runZof(["explain", "04g"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('"g" is not a hexadecimal digit'),
    });
  });
});
