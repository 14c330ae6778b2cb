import fc from "fast-check";
import { expect, it } from "vitest";
import { Writer } from "zof-codec";
import { encode } from "zof-types";
import { parseText } from "../parse/parse-text.js";
import { TemplateError } from "../template-error.js";
import { MessageEncoder } from "./message-encoder.js";
import type { Arguments } from "./substitution.js";

const byte = fc.integer({ min: 0, max: 255 });
const mac = fc.array(byte, { minLength: 6, maxLength: 6 }).map((bytes) => hex(bytes).join(":"));
const ip = fc.array(byte, { minLength: 4, maxLength: 4 }).map((bytes) => bytes.join("."));
const port = fc.oneof(fc.integer({ min: 0, max: 0xff00 }), fc.constantFrom("ALL", "CONTROLLER", "IN_PORT"));
const data = fc.uint8Array({ maxLength: 80 });

function hex(bytes: readonly number[]): string[] {
  return bytes.map((value) => value.toString(16).padStart(2, "0"));
}

const encoder = new MessageEncoder(
  parseText(`
    FLOW_MOD
    command: ADD
    cookie: $cookie
    priority: $priority
    match:
      - {field: ETH_SRC, value: $mac}
      - {field: IPV4_DST, value: $ip}
      - {field: IN_PORT, value: $port}
    instructions:
      - {instruction: APPLY_ACTIONS, actions: [{action: OUTPUT, port_no: $port}]}
  `),
);
const packets = new MessageEncoder(parseText("PACKET_OUT {in_port: $port, data: $data}"));

/** Appends to a writer with something in it; undefined when the arguments are refused. */
function appended(message: MessageEncoder, version: number, args: Arguments): Uint8Array | undefined {
  const writer = new Writer(16);
  writer.append(new Uint8Array([1, 2, 3]));
  try {
    message.append(writer, version, 5, args);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    expect(writer.finish()).toEqual(new Uint8Array([1, 2, 3]));
    return undefined;
  }
  return writer.finish().slice(3);
}

it("gives for all values the bytes that encoding the whole gives", () => {
  const args = fc.record({
    cookie: fc.bigInt({ min: 0n, max: 0xffffffffffffffffn }),
    priority: fc.nat(0xffff),
    mac,
    ip,
    port,
    data,
  });
  fc.assert(
    fc.property(fc.constantFrom(1, 4), args, (version, values) => {
      for (const message of [encoder, packets]) {
        expect(message.isPrepared(version)).toBe(true);
        const whole = encode(message.object(values), { version, xid: 5 });
        expect(appended(message, version, values)).toEqual(whole);
      }
    }),
  );
});

it("takes or refuses any values, as encoding the whole does, and leaves no half message", () => {
  const any = fc.oneof(
    fc.anything({ withBigInt: true, withTypedArray: true, maxDepth: 2 }),
    fc.constantFrom<unknown>(
      "10.0.0.0/8",
      "0x10",
      "00:00:00:00:00:00/ff:00:00:00:00:00",
      -1,
      1e9,
      "ANY",
      null,
    ),
    mac,
    port,
  );
  const args = fc.record({ cookie: any, priority: any, mac: any, ip: any, port: any, data: any });
  fc.assert(
    fc.property(fc.constantFrom(1, 4), args, (version, values) => {
      for (const message of [encoder, packets]) {
        expect(appended(message, version, values)).toEqual(encoded(message, version, values));
      }
    }),
    { numRuns: 500 },
  );
});

function encoded(message: MessageEncoder, version: number, args: Arguments): Uint8Array | undefined {
  try {
    return encode(message.object(args), { version, xid: 5 });
  } catch {
    return undefined;
  }
}
