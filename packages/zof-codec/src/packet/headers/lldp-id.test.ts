import { describe, expect, test } from "vitest";
import { CodecError } from "../../codec-error.js";
import { bytesFrom, hexText } from "../../wire/bytes.js";
import { chassisId, portId } from "./lldp-id.js";

const bytes = (hex: string) => bytesFrom(hex) as Uint8Array;

describe.each([
  ["chassis 0A1B", "010A1B"],
  ["ifalias up link", "0275702 06C696E6B"],
  ["port FF", "03FF"],
  ["mac 0a:1b:2c:3d:4e:5f", "040A1B2C3D4E5F"],
  ["ip 10.0.0.1", "05010A000001"],
  ["ip6 2001:db8::1", "050220010DB8000000000000000000000001"],
  ["ifname eth0", "0665746830"],
  ["switch 1", "077377697463682031"],
  ["mac", "076D6163"],
  ["unknown 07FF", "07FF"],
  ["unknown 076D6163206F73", "076D6163206F73"],
  ["unknown 07756E6B6E6F776E20", "07756E6B6E6F776E20"],
  ["unknown 040A1B", "040A1B"],
  ["unknown 05030A000001", "05030A000001"],
  ["unknown 0812", "0812"],
])("chassis id %s", (text, hex) => {
  test("is read and built", () => {
    expect(chassisId.read(bytes(hex))).toBe(text);
    expect(hexText(chassisId.parse(text))).toBe(hexText(bytes(hex)));
  });
});

test.each([
  ["ifalias eth", "01657468"],
  ["port 01", "0201"],
  ["mac 0a:1b:2c:3d:4e:5f", "030A1B2C3D4E5F"],
  ["ip 10.0.0.1", "04010A000001"],
  ["ifname eth0", "0565746830"],
  ["circuit 0102", "060102"],
  ["1/7", "07312F37"],
])("port id %s is read and built", (text, hex) => {
  expect(portId.read(bytes(hex))).toBe(text);
  expect(hexText(portId.parse(text))).toBe(hex);
});

test("every value is read back as it was", () => {
  for (let subtype = 0; subtype < 10; subtype++) {
    for (const rest of ["00", "FF", "6D616320", "010A000001", "C3BC", "EFBBBF41", "20"]) {
      const value = bytes(`0${subtype}${rest}`);
      expect(chassisId.parse(chassisId.read(value))).toEqual(value);
      expect(portId.parse(portId.read(value))).toEqual(value);
    }
  }
});

test.each(["", "chassis xyz", "chassis ", "unknown 07", "x".repeat(256), 17 as unknown as string])(
  "%j is refused",
  (text) => {
    expect(() => chassisId.parse(text)).toThrow(
      /is not a chassis id of 1 to 255 bytes: chassis, ifalias, port, mac,/,
    );
  },
);

test("an address that is none is refused as such", () => {
  expect(() => portId.parse("mac 1:2")).toThrow(CodecError);
  expect(() => portId.parse("ip 1.2.3")).toThrow(/is not an IPv4 address/);
});
