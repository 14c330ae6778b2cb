import { describe, expect, it } from "vitest";
import { encode } from "zof-types";
import { runZof } from "../test-support/run-zof.js";

const zof = (input: string, ...args: string[]) => runZof(["encode", ...args], input);
const hex = (message: Parameters<typeof encode>[0], options?: Parameters<typeof encode>[1]) =>
  Buffer.from(encode(message, options)).toString("hex").toUpperCase();

describe("zof encode", { timeout: 20_000 }, () => {
  it("takes YAML documents and JSON, and writes bytes or hexadecimal text", () => {
    const yaml = "---\ntype: BARRIER_REQUEST\nxid: 0x7\n---\ntype: DESC_REQUEST\n...\n";
    const expected = `${hex({ type: "BARRIER_REQUEST", xid: 7 })}\n${hex({ type: "REQUEST.DESC" })}\n`;
    expect(zof(yaml, "-x")).toMatchObject({ status: 0, stdout: expected, stderr: "" });
    const json = '{"type":"BARRIER_REQUEST","xid":7}\n{"type":"REQUEST.DESC"}\n';
    expect(zof(json, "-x").stdout).toBe(expected);
    expect(Buffer.from(zof(json).bytes).toString("hex").toUpperCase()).toBe(expected.replaceAll("\n", ""));
    expect(zof(`[\n${json.trimEnd().replace("\n", ",\n")}\n]\n`, "-x").stdout).toBe(expected);
    expect(
      zof(JSON.stringify(JSON.parse(`[${json.trimEnd().replace("\n", ",")}]`), null, 2), "-x").stdout,
    ).toBe(expected);
    expect(zof("BARRIER_REQUEST", "-x").stdout).toBe("0414000800000000\n");
    expect(zof("\n# nothing\n")).toMatchObject({ status: 0, stdout: "" });
  });

  it("keeps all 64 bits of integers", () => {
    const flow = (cookie: string) =>
      `{"type":"FLOW_MOD","msg":{"command":"ADD","cookie":${cookie},"match":[{"field":"METADATA","value":9007199254740993}]}}`;
    const expected = hex({
      type: "FLOW_MOD",
      msg: { command: "ADD", cookie: 2n ** 64n - 1n, match: [{ field: "METADATA", value: 2n ** 53n + 1n }] },
    });
    expect(zof(flow("18446744073709551615"), "-x").stdout).toBe(`${expected}\n`);
    expect(zof(flow("18446744073709551616"))).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("column 52, msg.cookie"),
    });
  });

  it("names file, line, column, path and what was probably meant", () => {
    const { status, stderr } = zof(
      "type: BARRIER_REQUEST\n---\ntype: FLOW_MOD\nmsg:\n  command: ADD\n  match: [{field: ETH_DTS, value: 1}]\n",
      "-x",
    );
    expect(status).toBe(1);
    expect(stderr).toBe(
      'zof: <stdin>: unknown_field: line 6, column 19, msg.match[0].field: "ETH_DTS" is not a match field, did you mean ETH_DST?\n' +
        "  6 |   match: [{field: ETH_DTS, value: 1}]\n    |                   ^\n",
    );
    expect(zof('{"type":"FLOW_MOD","msg":{}}\n').stderr).toMatch(
      /^zof: <stdin>: missing: line 1, column 26, msg: .*command/,
    );
    expect(zof('{"type":"HELLO"}\n{"type":"HELLO",\n').stderr).toMatch(/^zof: <stdin>: syntax: line 2/);
    expect(zof("type: REQUEST.METER_STATS\nversion: 1\nmsg: {meter_id: ALL}\n").stderr).toMatch(
      /OpenFlow 1\.0 has no REQUEST\.METER_STATS/,
    );
    expect(zof("type: ECHO_REQUEST\nmsg: {data: $5}\n").stderr).toMatch(/line 2, column 13, msg\.data/);
  });

  it("stops at the first mistake, or goes on", () => {
    const input = '{"type":"HELO"}\n{"type":"BARRIER_REQUEST"}\n';
    expect(zof(input, "-x")).toMatchObject({ status: 1, stdout: "" });
    expect(zof(input, "-x", "-k", "--silent-error")).toMatchObject({
      status: 1,
      stdout: "0414000800000000\n",
      stderr: "",
    });
    expect(zof(input, "-s", "-k")).toMatchObject({
      stdout: "",
      stderr: expect.stringContaining("did you mean HELLO?"),
    });
  });

  it("adds what match fields require, or not", () => {
    const flow = "FLOW_MOD {command: ADD, match: [{field: TCP_DST, value: 80}]}";
    const checked = zof(flow, "-R", "-j").stdout;
    expect(JSON.parse(checked).msg.match.map(({ field }: { field: string }) => field)).toEqual([
      "IP_PROTO",
      "TCP_DST",
    ]);
    const unchecked = zof(flow, "-R", "-j", "-M").stdout;
    expect(JSON.parse(unchecked).msg.match).toEqual([{ field: "TCP_DST", value: 80 }]);
    const twice =
      "FLOW_MOD {command: ADD, match: [{field: TCP_DST, value: 80}, {field: TCP_DST, value: 81}]}";
    expect(zof(twice)).toMatchObject({ status: 1, stderr: expect.stringContaining("TCP_DST stands twice") });
    expect(zof(twice, "-M")).toMatchObject({ status: 0 });
  });

  it("writes the messages decoded again, in the version asked for", () => {
    expect(zof("BARRIER_REQUEST", "-R").stdout).toBe(
      "---\ntype: BARRIER_REQUEST\nxid: 0x0\nversion: 0x4\nmsg: {}\n",
    );
    expect(zof("BARRIER_REQUEST", "-x", "--ofversion", "1.0").stdout).toBe("0112000800000000\n");
    expect(zof("BARRIER_REQUEST", "-x", "--ofversion", "6").stdout).toBe("0614000800000000\n");
    expect(zof("{type: BARRIER_REQUEST, version: 2}", "-x", "--ofversion", "6").stdout).toBe(
      "0214000800000000\n",
    );
    expect(zof("", "--ofversion", "1.6").stderr).toContain("It is 1.0, 1.1");
    expect(JSON.parse(zof("BARRIER_REQUEST", "-R", "--json-array").stdout)).toHaveLength(1);
  });

  it("reads what zof decode writes", () => {
    const text = 'a: b\'s "c" \u00e9\u0001 - # {x} [y] yes';
    const bytes = [
      encode({
        type: "REPLY.DESC",
        xid: 0xffffffff,
        flags: ["MORE"],
        msg: { mfr_desc: text, hw_desc: "yes", sw_desc: "0x10", serial_num: "-", dp_desc: "" },
      }),
      encode({
        type: "REPLY.GROUP_DESC",
        msg: [
          {
            type: "ALL",
            group_id: 1,
            buckets: [{ actions: [{ action: "OUTPUT", port_no: 1 }] }, { actions: [] }],
          },
        ],
      }),
      encode({
        type: "REPLY.FLOW_DESC",
        version: 1,
        msg: [{ table_id: 0, duration: "12.5", match: [], instructions: [] }],
      }),
      encode({
        type: "FLOW_MOD",
        msg: {
          command: "ADD",
          match: [
            { field: "VLAN_VID", value: -5 },
            { field: "ETH_SRC", value: "10:00:00:00:00:01" },
          ],
        },
      }),
      encode({ type: "ERROR", msg: { type: "0x00FE", code: "0x0007", data: "01E2" } }),
      encode({ type: "HELLO", msg: { versions: [1, 4, 6] } }),
    ];
    const input = new Uint8Array(Buffer.concat(bytes));
    for (const options of [[], ["-j"], ["--json-array"], ["-j", "--multipart-names", "suffix"]]) {
      const { stdout } = runZof(["decode", ...options], input);
      const { stderr, bytes: again } = runZof(["encode"], stdout);
      expect(stderr).toBe("");
      expect(again).toEqual(input);
    }
  });
});
