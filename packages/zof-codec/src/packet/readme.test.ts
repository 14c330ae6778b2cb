import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FIELD_ALIASES, PACKET_FIELDS, PACKET_HEADERS } from "./packet-fields.js";

test("the README names all headers, fields and other names", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const names = [PACKET_HEADERS, PACKET_FIELDS, FIELD_ALIASES].flatMap((table) => Object.keys(table));
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});
