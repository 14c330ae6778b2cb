import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encode } from "zof-types";
import { ethernet, ipv4, join as joined, pcap, tcp } from "../test-support/captures.js";
import { runZof } from "../test-support/run-zof.js";
import { ZofProcess } from "../test-support/zof-process.js";

const PACKET = new Uint8Array(
  Buffer.from("000000000002000000000001080045000014000000004001000a0a0000010a000002", "hex"),
);
const FLOW = encode({
  type: "FLOW_MOD",
  xid: 7,
  msg: { command: "ADD", cookie: 2n ** 64n - 1n, match: [{ field: "VLAN_VID", value: 5 }] },
});
const DESC = encode({ type: "REQUEST.DESC", xid: 8 });
const OUT = encode({
  type: "PACKET_OUT",
  xid: 9,
  msg: { data: PACKET, actions: [{ action: "OUTPUT", port_no: 1 }] },
});
const BAD = new Uint8Array(Buffer.from("04630008000000aa", "hex"));

describe("zof decode", { timeout: 20_000 }, () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "zof-decode-"));
    writeFileSync(join(folder, "all.bin"), joined(FLOW, DESC, OUT));
    writeFileSync(join(folder, "bad.bin"), joined(FLOW, BAD, DESC));
    writeFileSync(
      join(folder, "all.pcap"),
      pcap([ethernet(ipv4(tcp({ sequence: 1, payload: joined(FLOW, OUT) })))]),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const zof = (args: readonly string[], input?: Uint8Array | string) =>
    runZof(["decode", ...args], input, folder);

  it("writes YAML with integers in hexadecimal", () => {
    const { stdout, stderr, status } = zof([], DESC);
    expect(stdout).toBe("---\ntype: REQUEST.DESC\nflags: []\nxid: 0x8\nversion: 0x4\nmsg: {}\n");
    expect(stderr).toBe("");
    expect(status).toBe(0);
    const flow = zof(["all.bin"]).stdout;
    expect(flow).toContain("  cookie: 0xFFFFFFFFFFFFFFFF\n");
    expect(flow).toContain("  match:\n    - field: VLAN_VID\n      value: 0x5\n");
    expect(flow).toContain(`  data: '${Buffer.from(PACKET).toString("hex").toUpperCase()}'\n`);
  });

  it("writes JSON lines, or an array", () => {
    const lines = zof(["-j", "all.bin"]).stdout.trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(["FLOW_MOD", "REQUEST.DESC", "PACKET_OUT"]);
    expect(lines[0]).toContain('"cookie":18446744073709551615,');
    expect(JSON.parse(zof(["--json-array", "all.bin"]).stdout)).toHaveLength(3);
    expect(zof(["--json-array", "--msg-include", "HELLO", "all.bin"]).stdout).toBe("[]\n");
  });

  it("leaves out types by pattern, in both spellings", () => {
    const types = (...args: string[]) => zof(["-j", "all.bin", ...args]).stdout.match(/(?<="type":")[\w.]+/g);
    expect(types("--msg-include", "packet_*,*DESC")).toEqual(["REQUEST.DESC", "PACKET_OUT"]);
    expect(types("--msg-include", "DESC_REQUEST", "--multipart-names", "suffix")).toEqual(["DESC_REQUEST"]);
    expect(types("--msg-exclude", "FLOW_MOD,PACKET_?UT")).toEqual(["REQUEST.DESC"]);
  });

  it("says that there is no such type", () => {
    expect(zof(["--msg-include", "FLOW_MDO", "all.bin"])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: "zof: there is no message type FLOW_MDO, did you mean FLOW_MOD?\n",
    });
    expect(zof(["--msg-exclude", "XYZZY_*", "all.bin"]).stderr).toContain("zof help --messages");
  });

  it("says what an input that is not OpenFlow may be", () => {
    expect(zof([], Buffer.from(FLOW).toString("hex")).stderr).toContain("hexadecimal text? then --hex");
    expect(zof([], "type: HELLO\n").stderr).toContain("is it text? zof encode reads YAML and JSON");
    expect(zof([], Uint8Array.of(0x1f, 0x8b, 8, 0)).stderr).toContain(
      "it begins with 0x1F, which is no version",
    );
    expect(zof([], FLOW.subarray(0, 5)).stderr).toMatch(/, 5 bytes of it are there\n$/);
    expect(zof(["-j"], "")).toMatchObject({ status: 0, stdout: "", stderr: "" });
  });

  it("leaves out packets by a filter", () => {
    const types = (...args: string[]) => zof(["-j", "all.bin", ...args]).stdout.match(/(?<="type":")[\w.]+/g);
    expect(types("--pkt-filter", "ip host 10.0.0.1")).toEqual(["FLOW_MOD", "REQUEST.DESC", "PACKET_OUT"]);
    expect(types("--pkt-filter", "arp")).toEqual(["FLOW_MOD", "REQUEST.DESC"]);
    expect(types("--msg-include", "PACKET_*", "--pkt-filter", "not arp")).toEqual(["PACKET_OUT"]);
    expect(zof(["--pkt-filter", "apr"], DESC)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^zof: the filter "apr": "apr" is not understood; use ether, arp, /),
    });
  });

  it("shows the packets of a capture as PACKET_INs", () => {
    const frame = ethernet(ipv4(tcp({ sequence: 1, payload: FLOW })));
    const input = pcap([frame, PACKET]);
    const shown = (...args: string[]) =>
      zof(["-j", "--pcap-convert-packetin", ...args], input).stdout.split("\n");
    const [first = "", second = ""] = shown("--pkt-decode");
    expect(JSON.parse(first)).toMatchObject({
      time: "1000.500000000",
      type: "PACKET_IN",
      msg: { total_len: frame.length, data: Buffer.from(frame).toString("hex").toUpperCase() },
    });
    expect(JSON.parse(second)).toMatchObject({ msg: { _pkt: { ipv4_src: "10.0.0.1" } } });
    expect(shown("--pcap-filter", "tcp port 6653")).toEqual([expect.stringContaining("PACKET_IN"), ""]);
    expect(zof(["--pcap-convert-packetin", "--pcap-filter", "tpc"], input).status).toBe(1);
  });

  it("says why it cannot capture from a device", () => {
    expect(zof(["--pcap-device", "lo", "all.bin"])).toMatchObject({
      status: 1,
      stderr: "zof: messages come from files or from --pcap-device, not from both\n",
    });
    const { status, stderr } = runZof(["decode", "--pcap-device", "lo"], "", folder, { PATH: folder });
    expect(stderr).toBe("zof: cannot capture from lo: neither tcpdump nor dumpcap is installed\n");
    expect(status).toBe(1);
  });

  it("stops at what does not decode, or goes on", () => {
    const stopped = zof(["-j", "bad.bin"]);
    expect(stopped.status).toBe(1);
    expect(stopped.stdout.split("\n")).toHaveLength(2);
    expect(stopped.stderr).toBe(
      `zof: bad.bin: byte ${FLOW.length}: bad_type: OpenFlow 1.3 has no message of type 99 (at byte 1)\n  04630008000000AA\n`,
    );
    const on = zof(["-j", "-k", "--silent-error", "bad.bin"]);
    expect([on.status, on.stderr, on.stdout.split("\n").length]).toEqual([1, "", 3]);
    expect(zof(["-j", "gone.bin", "all.bin"])).toMatchObject({
      status: 1,
      stderr: "zof: cannot read gone.bin: there is no such file\n",
    });
  });

  it("checks that nothing decodes, or that all is encoded to the same bytes", () => {
    expect(zof(["-v", "-s"], joined(BAD, BAD))).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(zof(["-v", "all.bin"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("FLOW_MOD decodes, but only invalid"),
    });
    expect(zof(["-V", "-s", "all.bin"])).toMatchObject({ status: 0, stderr: "" });
    const padded = FLOW.slice();
    padded[46] = 1; // padding, which nobody reads
    expect(zof(["-V", "-s"], padded)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/byte 0: FLOW_MOD: encoded again it differs from byte 46 on: .* 0100/),
    });
  });

  it("reads hexadecimal text", () => {
    const text = `# a request\n0x${Buffer.from(DESC).toString("hex").replaceAll(/../g, "$& ")}\n`;
    expect(zof(["--hex", "-j"], text).stdout).toContain("REQUEST.DESC");
    expect(zof(["--hex"], "04xz")).toMatchObject({
      status: 1,
      stderr: 'zof: <stdin>:1: "x" is not a hexadecimal digit\n',
    });
    expect(zof(["--hex"], "040")).toMatchObject({ status: 1, stderr: expect.stringContaining("odd number") });
  });

  it("shows the connection and the time of a capture, from a file and through a pipe", () => {
    const expected =
      '{"time":"1000.500000000","src":"10.0.0.1:40000","dst":"10.0.0.2:6653","type":"FLOW_MOD"';
    expect(zof(["-j", "all.pcap"]).stdout).toContain(expected);
    expect(zof(["-j"], readFileSync(join(folder, "all.pcap"))).stdout).toContain(expected);
    expect(zof(["-j", "--timestamp", "none", "all.pcap"]).stdout).not.toContain('"time"');
    expect(zof(["-j", "--timestamp", "secs"], DESC).stdout).toMatch(/^\{"time":"\d+\.\d{9}"/);
    expect(zof(["--pcap-format", "yes", "all.bin"])).toMatchObject({
      status: 1,
      stderr: "zof: all.bin is not a capture, neither pcap nor pcapng\n",
    });
    expect(zof(["--pcap-format", "no", "all.pcap"]).status).toBe(1);
  });

  it("shows and writes packets, the file's name, the streams", () => {
    const { stdout } = zof([
      "-j",
      "--pkt-decode",
      "--show-filename",
      "--pkt-write-file",
      "out.pcap",
      "--pcap-output-dir",
      "streams",
      "all.pcap",
    ]);
    const out = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(out).toMatchObject({
      _file: "all.pcap",
      msg: { _pkt: { eth_src: "00:00:00:00:00:01", ipv4_dst: "10.0.0.2" } },
    });
    const written = readFileSync(join(folder, "out.pcap"));
    expect(new Uint8Array(written.subarray(40))).toEqual(PACKET);
    expect(readdirSync(join(folder, "streams"))).toEqual(["10.0.0.1_40000-10.0.0.2_6653.bin"]);
    expect(new Uint8Array(readFileSync(join(folder, "streams/10.0.0.1_40000-10.0.0.2_6653.bin")))).toEqual(
      joined(FLOW, OUT),
    );
    // What was added for the reader does not disturb the way back.
    expect(runZof(["encode"], stdout).bytes).toEqual(joined(FLOW, OUT));
  });

  it("writes to a file", () => {
    expect(zof(["-j", "-o", "out.json", "all.bin"]).stdout).toBe("");
    expect(readFileSync(join(folder, "out.json"), "utf8").split("\n")).toHaveLength(4);
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
    expect(zof(["-o", "nowhere/out", "all.bin"])).toMatchObject({
      status: 1,
      stderr: "zof: cannot write nowhere/out: there is no such folder\n",
    });
  });

  it("ends quietly when its reader has gone, and keeps little of a long stream", async () => {
    const many = join(folder, "many.bin");
    writeFileSync(many, joined(...Array.from({ length: 50_000 }, () => FLOW)));
    const process = new ZofProcess(["decode", "-j", many]);
    await process.until(({ lines }) => lines[0]);
    process.closeOutput();
    await process.exited;
    expect(process.stderr).toBe("");
  });

  it("refuses options that it does not have", () => {
    expect(zof(["--jsn"])).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("unknown option '--jsn'"),
    });
    expect(zof(["--timestamp", "later"]).stderr).toContain("Allowed choices are none, secs");
  });
});
