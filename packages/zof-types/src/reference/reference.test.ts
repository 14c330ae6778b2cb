import { describe, expect, it } from "vitest";
import { messageTypes, VERSIONS } from "../index.js";
import { reference, valueFor, versionsOf } from "./index.js";

describe("reference", () => {
  it("has all messages, and a layout for each version that has one", () => {
    const messages = Object.values(reference.types).filter(({ kind }) => kind === "message");
    expect(messages.map(({ title }) => title).sort()).toEqual([...messageTypes].sort());
    for (const { wire, layouts, title } of messages) {
      const numbered = VERSIONS.filter((version) => valueFor(wire.message ?? {}, version) !== undefined);
      expect(layouts.flatMap(({ versions }) => versions).sort(), title).toEqual(numbered);
    }
  });

  it("refers only to what there is", () => {
    const known = new Set([...Object.keys(reference.types), "Field", "Stat", "Packet", "NestedMessage"]);
    for (const { properties = {}, members = [], items } of Object.values(reference.types)) {
      const names = Object.values(properties).flatMap(
        (property) => property.$ref ?? property.items?.$ref ?? [],
      );
      for (const name of [...names, ...members, ...(items === undefined ? [] : [items.$ref])])
        expect(known).toContain(name);
    }
    for (const { type } of Object.values(reference.fields)) expect(known).toContain(type);
  });

  it("has fields with their numbers", () => {
    expect(reference.fields.TCP_DST).toMatchObject({
      class: 0x8000,
      number: 14,
      requires: { IP_PROTO: [6] },
      statistic: false,
    });
    expect(reference.fields.BYTE_COUNT).toMatchObject({ statistic: true });
  });
});

it("reads version ranges", () => {
  expect(versionsOf("2-4")).toEqual([2, 3, 4]);
  expect(versionsOf("5")).toEqual([5]);
  expect(versionsOf("ADD")).toBeUndefined();
  expect(valueFor({ "1": "a", "2-6": "b" }, 3)).toBe("b");
  expect(valueFor({ "1": "a" }, 3)).toBeUndefined();
  expect(valueFor(7, 3)).toBe(7);
});
