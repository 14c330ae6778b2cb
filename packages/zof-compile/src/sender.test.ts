import { beforeEach, describe, expect, it } from "vitest";
import { arg } from "./argument.js";
import { bindChannels } from "./channel/bound-channels.js";
import type { Target } from "./channel/channel.js";
import { compile } from "./compile.js";
import { failureOf } from "./test-support/failure-of.js";
import { bindFakes, FakeChannel } from "./test-support/fake-channel.js";

const LEARN = compile(`
  type: FLOW_MOD
  msg:
    table_id: 0
    command: ADD
    match:
      - {field: ETH_DST, value: $eth_dst}
    instructions:
      - instruction: APPLY_ACTIONS
        actions: [{action: OUTPUT, port_no: $out_port}]
`);

let channel: FakeChannel;
let targets: Target[];

beforeEach(() => {
  channel = new FakeChannel();
  targets = bindFakes(channel, new FakeChannel(2, 1));
});

describe("send", () => {
  it("appends the message and asks for it to be written", () => {
    const xid = LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3 });
    expect(xid).toBe(100);
    expect(channel.flushes).toBe(1);
    expect(channel.sent()).toMatchObject([
      {
        type: "FLOW_MOD",
        xid: 100,
        version: 4,
        msg: {
          match: [{ field: "ETH_DST", value: "00:00:00:00:00:0a" }],
          instructions: [{ actions: [{ action: "OUTPUT", port_no: 3 }] }],
        },
      },
    ]);
  });

  it("takes the xid and the destination as options", () => {
    LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3, xid: 7, conn_id: 1 });
    expect(channel.sent()[0]?.xid).toBe(7);
    expect(targets[0]?.conn_id).toBe(1);
  });

  it("takes no xid that is none", () => {
    const echo = compile("ECHO_REQUEST");
    for (const xid of [-1, 2 ** 32, 1.5, Number.NaN]) {
      expect(failureOf(() => echo.send({ xid })).message).toBe(
        `bad_value: xid is ${xid}, an integer from 0 to 4294967295 is expected`,
      );
    }
    expect(channel.output.length).toBe(0);
  });

  it("builds the packet of a PACKET_OUT from its headers", () => {
    const message = compile("PACKET_OUT {actions: [{action: OUTPUT, port_no: 1}], pkt: $pkt}");
    message.send({ pkt: { eth_dst: "00:00:00:00:00:0a", eth_src: "00:00:00:00:00:0b", eth_type: 0x1234 } });
    const [sent] = channel.sent();
    expect(sent?.type === "PACKET_OUT" && sent.msg.data.subarray(0, 14)).toEqual(
      new Uint8Array([0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 11, 0x12, 0x34]),
    );
  });

  it("takes xid and destination from the template when the call names none", () => {
    const echo = compile(`
      type: ECHO_REQUEST
      xid: "0x9"
      datapath_id: "00:00:00:00:00:00:00:01"
    `);
    expect(echo.send()).toBe(9);
    echo.send({ conn_id: 1, xid: 10 });
    expect(targets).toMatchObject([{ datapath_id: "00:00:00:00:00:00:00:01" }, { conn_id: 1 }]);
    expect(channel.sent().map(({ xid }) => xid)).toEqual([9, 10]);
  });

  it("speaks the version of the connection", () => {
    LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3, conn_id: 2 });
    LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3, conn_id: 1 });
    expect(channel.sent()[0]?.version).toBe(4);
  });

  it("keeps what was appended before when a message cannot be sent", () => {
    LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3 });
    const { length } = channel.output;
    failureOf(() => LEARN.send({ eth_dst: "nowhere", out_port: 3 }));
    expect(channel.output.length).toBe(length);
    expect(channel.flushes).toBe(1);
  });

  it("fails without destination", () => {
    expect(() => LEARN.send({ eth_dst: "00:00:00:00:00:0a", out_port: 3, conn_id: 99 })).toThrow(
      "closed: there is no such connection",
    );
  });

  it("needs the version that the template names", () => {
    const message = compile("{type: BARRIER_REQUEST, version: 1}");
    expect(failureOf(() => message.send()).message).toContain(
      "the template is for OpenFlow 1.0, the connection speaks 1.3",
    );
    message.send({ conn_id: 2 });
  });
});

describe("arguments", () => {
  const send = LEARN.send.bind(LEARN) as (args?: object) => number;

  it("that are missing are named, with their place", () => {
    const error = failureOf(() => send({ out_port: 1 }));
    expect(error).toMatchObject({
      code: "missing_argument",
      line: 7,
      column: 33,
      path: "msg.match[0].value",
    });
    expect(error.message).toContain("no value was given for $eth_dst");
  });

  it("that are undefined are missing", () => {
    expect(failureOf(() => send({ eth_dst: undefined, out_port: 1 })).code).toBe("missing_argument");
    expect(failureOf(() => send()).problems).toHaveLength(2);
  });

  it("that are unknown are named, with the nearest one", () => {
    const error = failureOf(() => send({ eth_dts: "x", out_port: 1 }));
    expect(error.message).toContain(
      "unknown_argument: the template has no argument eth_dts, did you mean eth_dst? (it has eth_dst, out_port)",
    );
  });

  it("fail before a connection is looked for", () => {
    failureOf(() => send({ eth_dst: "x" }));
    expect(targets).toEqual([]);
    expect(channel.output.length).toBe(0);
  });

  it("are options only where the call has them", () => {
    expect(failureOf(() => send({ eth_dst: "x", out_port: 1, timeoutMs: 5 })).code).toBe("unknown_argument");
    const flows = compile("REQUEST.FLOW_DESC");
    expect(failureOf(() => flows.request({ xid: 5 } as object)).code).toBe("unknown_argument");
    expect(failureOf(() => flows.request_all({ conn_id: 5 } as object)).code).toBe("unknown_argument");
  });
});

describe("a compiled message", () => {
  it("is small and frozen", () => {
    expect(LEARN).toMatchObject({ type: "FLOW_MOD", args: ["eth_dst", "out_port"] });
    expect(Object.isFrozen(LEARN)).toBe(true);
    expect(Object.isFrozen(LEARN.args)).toBe(true);
    expect(Object.keys(LEARN)).toEqual(["type", "args"]);
  });

  it("shows itself as an object that may be changed", () => {
    const given = { eth_dst: "00:00:00:00:00:0a", out_port: 3 };
    const object = LEARN.toObject(given) as { type: string; msg: { match: unknown[] } };
    expect(object).toMatchObject({ type: "FLOW_MOD", msg: { match: [{ value: "00:00:00:00:00:0a" }] } });
    object.msg.match.pop();
    expect(LEARN.toObject(given)).toMatchObject({ msg: { match: [{ field: "ETH_DST" }] } });
    expect(failureOf(() => LEARN.toObject({} as never)).code).toBe("missing_argument");
  });

  it("takes objects with arguments", () => {
    const message = compile({
      type: "FLOW_MOD",
      msg: { command: "ADD", match: [{ field: "IN_PORT", value: arg("port") }], flags: arg("flags") },
    });
    message.send({ port: 4, flags: ["SEND_FLOW_REM"] });
    expect(channel.sent()).toMatchObject([
      { msg: { match: [{ field: "IN_PORT", value: 4 }], flags: ["SEND_FLOW_REM"] } },
    ]);
  });

  it("takes types in both spellings and any case", () => {
    expect(compile("DESC_REQUEST").type).toBe("REQUEST.DESC");
    expect(compile("barrier_request").type).toBe("BARRIER_REQUEST");
  });

  it("has no request when nothing answers it", () => {
    const error = failureOf(() => (LEARN as unknown as { request(): void }).request());
    expect(error.message).toBe("unknown_type: FLOW_MOD has no reply: use send");
  });

  it("cannot be sent while no controller runs", () => {
    bindChannels(undefined);
    expect(() => compile("BARRIER_REQUEST").send()).toThrow("no_destination: no controller is running");
  });
});

it("refuses names of arguments that are no names", () => {
  expect(failureOf(() => arg("eth-dst")).message).toBe(
    'syntax: "eth-dst" is no name of an argument: letters, digits and _, no digit first',
  );
});
