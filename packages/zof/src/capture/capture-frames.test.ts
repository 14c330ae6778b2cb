import { describe, expect, it } from "vitest";
import type { Frame, FrameProblem } from "../decode/frame.js";
import { InputFrames } from "../decode/open-frames.js";
import {
  bytes,
  ethernet,
  ipv4,
  ipv6,
  join,
  pcap,
  pcapng,
  type TestSegment,
  tcp,
} from "../test-support/captures.js";
import type { CaptureOptions } from "./capture-frames.js";

const HELLO = bytes("04000008 00000001");
const BARRIER = bytes("04140008 00000002");
const ECHO = bytes("0402000c 00000003 01020304");
const STREAM = join(HELLO, BARRIER, ECHO);

const packet = (segment: TestSegment) => ethernet(ipv4(tcp(segment)));

/** The messages in hexadecimal, and the problems in words. */
function read(file: Uint8Array, captureOptions: CaptureOptions = {}, chunkSize = file.length): string[] {
  const frames = new InputFrames({ name: "test", hex: false, capture: "auto", captureOptions });
  const found: (Frame | FrameProblem)[] = [];
  for (let at = 0; at < file.length; at += chunkSize)
    found.push(...frames.push(file.slice(at, at + chunkSize)));
  found.push(...frames.end());
  return found.map((frame) =>
    "problem" in frame
      ? frame.problem
      : Buffer.from(frame.bytes.subarray(frame.start, frame.end)).toString("hex"),
  );
}

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const ALL = [HELLO, BARRIER, ECHO].map(hex);

describe("a capture", () => {
  const whole = [packet({ sequence: 100, payload: STREAM })];

  it.each([
    ["big-endian", pcap(whole)],
    ["little-endian", pcap(whole, { little: true })],
    ["with nanoseconds", pcap(whole, { nanoseconds: true })],
    ["in pcapng", pcapng(whole)],
    ["with VLAN tags", pcap([ethernet(ipv4(tcp({ sequence: 1, payload: STREAM })), "88a80001 81000002")])],
    ["of IPv6", pcap([ethernet(ipv6(tcp({ sequence: 1, payload: STREAM })))])],
    ["of raw IP", pcap([ipv4(tcp({ sequence: 1, payload: STREAM }))], { linkType: 101 })],
    [
      "of the loopback",
      pcap([join(bytes("02000000"), ipv4(tcp({ sequence: 1, payload: STREAM })))], { linkType: 0 }),
    ],
    [
      "of all Linux interfaces",
      pcap(
        [join(bytes("0000 0001 0006 000000000001 0000 0800"), ipv4(tcp({ sequence: 1, payload: STREAM })))],
        { linkType: 113 },
      ),
    ],
  ])("%s", (_, file) => {
    expect(read(file)).toEqual(ALL);
  });

  it.each([
    ["pcap", pcap(whole)],
    ["pcapng", pcapng(whole)],
  ])("in chunks of any size: %s", (_, file) => {
    for (let size = 1; size <= file.length; size++) expect(read(file, {}, size)).toEqual(ALL);
  });

  it("has the time and the endpoints of each message", () => {
    for (const file of [pcap(whole), pcap(whole, { nanoseconds: true }), pcapng(whole)]) {
      const frames = new InputFrames({ name: "test", hex: false, capture: "yes", captureOptions: {} });
      expect([...frames.push(file)][0]).toMatchObject({
        time: 1_000_500_000_000n,
        source: "10.0.0.1:40000",
        target: "10.0.0.2:6653",
      });
    }
  });

  it("that is cut off says so", () => {
    expect(read(pcap(whole).subarray(0, -1))).toEqual([
      "the capture ends within a packet",
      expect.stringContaining("no connection that fits"),
    ]);
  });

  it("that is broken is refused", () => {
    const broken = pcap(whole);
    broken.set([0xff, 0xff, 0xff, 0xff], 24 + 8);
    expect(() => read(broken)).toThrow("the capture is broken: a packet of 4294967295 bytes");
  });
});

describe("segments", () => {
  const first = { sequence: 0xfffffff8, payload: STREAM.subarray(0, 6) };
  const second = { sequence: 0xfffffffe, payload: STREAM.subarray(6, 13) };
  const third = { sequence: 5, payload: STREAM.subarray(13) };
  const from = (...segments: TestSegment[]) => pcap(segments.map(packet));

  it.each([
    ["in order, over the end of the numbers", from(first, second, third)],
    ["out of order", from({ sequence: 0xfffffff7, syn: true }, second, third, first)],
    ["in reverse", from({ sequence: 0xfffffff7, syn: true }, third, second, first)],
    ["sent again", from(first, first, second, first, second, third, third)],
    ["sent again in other pieces", from(first, second, { sequence: 0xfffffff8, payload: STREAM })],
    [
      "early and then again in other pieces",
      from({ sequence: 0xfffffff7, syn: true }, third, { sequence: 0xfffffff8, payload: STREAM }),
    ],
  ])("%s", (_, file) => {
    expect(read(file)).toEqual(ALL);
  });

  it("that are missing are said, and what begins after them is read", () => {
    const file = from(
      { sequence: 99, syn: true },
      { sequence: 100, payload: STREAM.subarray(0, 12) },
      { sequence: 116, payload: STREAM.subarray(16) },
    );
    expect(read(file)).toEqual([
      hex(HELLO),
      "10.0.0.1:40000 > 10.0.0.2:6653: the capture lacks 4 bytes",
      hex(ECHO),
    ]);
    expect(read(file, { maxMissing: 4 })).toEqual([hex(HELLO), "0414000800000000", hex(ECHO)]);
  });

  it("are waited for no longer than five seconds of the capture", () => {
    const later = Array.from({ length: 7 }, (_, index) => ({ sequence: 200 + 8 * index, payload: HELLO }));
    const frames = new InputFrames({ name: "test", hex: false, capture: "auto", captureOptions: {} });
    const found = [...frames.push(from({ sequence: 99, syn: true }, ...later))];
    expect(found.filter((each) => "bytes" in each)).toHaveLength(7);
  });

  it("that the capture cut off count as missing", () => {
    const long = packet({ sequence: 100, payload: join(HELLO, new Uint8Array(100)) });
    const next = packet({ sequence: 208, payload: BARRIER });
    expect(read(pcap([long, next], { snap: 14 + 40 + 8 }))).toEqual([
      hex(HELLO),
      expect.stringContaining("the capture lacks 100 bytes"),
      hex(BARRIER),
    ]);
  });

  it("of a connection whose beginning is missing are read from the first message on", () => {
    expect(read(from({ sequence: 5, payload: bytes("ffffffff") }, { sequence: 9, payload: STREAM }))).toEqual(
      ALL,
    );
  });

  it("of a new connection between the same ports are not those of the old one", () => {
    const one = [
      { sequence: 99, syn: true },
      { sequence: 100, payload: HELLO },
      { sequence: 108, fin: true },
    ];
    const two = [
      { sequence: 7, syn: true },
      { sequence: 8, payload: BARRIER },
    ];
    expect(read(from(...one, ...two))).toEqual([hex(HELLO), hex(BARRIER)]);
    expect(read(from(...one.slice(0, 2), ...two))).toEqual([hex(HELLO), hex(BARRIER)]);
  });

  it("that end within a message are reported", () => {
    const file = from(
      { sequence: 0, syn: true },
      { sequence: 1, payload: STREAM.subarray(0, 20) },
      { sequence: 21, fin: true },
    );
    expect(read(file)).toEqual([
      hex(HELLO),
      hex(BARRIER),
      expect.stringMatching(/ends within a message, 4 bytes/),
    ]);
  });

  it("of TLS are refused, once for each connection", () => {
    const file = from(
      { sequence: 0, syn: true },
      { sequence: 1, payload: bytes("1603010005 0100000100") },
      { sequence: 11, payload: STREAM },
    );
    expect(read(file)).toEqual([
      expect.stringMatching(/^10\.0\.0\.1:40000 > 10\.0\.0\.2:6653: this connection is TLS/),
    ]);
  });

  it("without sense end the stream there", () => {
    expect(
      read(from({ sequence: 0, syn: true }, { sequence: 1, payload: bytes("0400000700000001") })),
    ).toEqual([expect.stringMatching(/bad_length: length: the header says 7 bytes/)]);
  });
});

describe("the filter", () => {
  const to = (port: number) =>
    pcap([packet({ sequence: 0, syn: true, to: port }), packet({ sequence: 1, payload: HELLO, to: port })]);

  it.each([
    "port 7000",
    "tcp port 6653 or 7000",
    "tcp",
    "dst port 7000 and host 10.0.0.1",
    "not src port 1",
    "( port 1 || port 7000 ) && ! host 9.9.9.9",
  ])("%s", (filter) => {
    expect(read(to(7000), { filter })).toEqual([hex(HELLO)]);
  });

  it.each(["src port 7000", "port 6653", "host 10.0.0.3", "not tcp"])("%s leaves it out", (filter) => {
    expect(read(to(7000), { filter })).toEqual([expect.stringContaining(`that fits "${filter}"`)]);
  });

  it("tells of the other ports when nothing fits", () => {
    expect(read(to(7000))).toEqual([
      'the capture has no connection that fits "tcp port 6653 or 6633"; there are connections to port 7000: --pcap-filter "port ..."',
    ]);
  });

  it.each(["udp port 5", "port", "port x", "( port 5", "6653"])("%s is refused", (filter) => {
    expect(() => read(to(7000), { filter })).toThrow(/the filter .*(not understood|ends too early)/);
  });
});

describe("a stream", () => {
  it("is cut at every chunk size", () => {
    for (let size = 1; size <= STREAM.length; size++) expect(read(STREAM, {}, size)).toEqual(ALL);
  });

  it.each([
    [bytes("0400"), "byte 0: truncated: the input ends within a message, 2 bytes of it are there"],
    [join(HELLO, bytes("04000010 00")), "byte 8: truncated: the input ends within a message, 5 bytes"],
    [join(HELLO, bytes("04000007 00000000")), "byte 8: bad_length"],
    [bytes("160301000501"), "this is TLS, not OpenFlow"],
  ])("%# with a fault says where", (input, reason) => {
    expect(read(input).at(-1)).toContain(reason);
  });
});
