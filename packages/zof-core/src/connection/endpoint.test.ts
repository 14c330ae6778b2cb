import { describe, expect, it } from "vitest";
import { formatEndpoint, parseEndpoint } from "./endpoint.js";

describe("parseEndpoint", () => {
  it.each([
    ["6653", { port: 6653 }],
    [" 0 ", { port: 0 }],
    ["127.0.0.1:6653", { host: "127.0.0.1", port: 6653 }],
    ["127.0.0.1.6653", { host: "127.0.0.1", port: 6653 }],
    ["[::1]:6653", { host: "::1", port: 6653 }],
    ["unix:/run/openvswitch/br0.mgmt", { path: "/run/openvswitch/br0.mgmt" }],
    ["switch-7.example:6653", { host: "switch-7.example", port: 6653 }],
  ])("reads %j", (text, endpoint) => expect(parseEndpoint(text)).toEqual(endpoint));

  it.each([
    "",
    "x",
    "65536",
    "unix:",
    "127.0.0.1",
    "127.0.0.1:",
    "::1:6653",
    "[127.0.0.1]:6653",
    "[::1]",
    "-1",
    "a:b:1",
  ])("refuses %j", (text) => expect(() => parseEndpoint(text)).toThrow(`'${text}' is not an endpoint`));
});

describe("formatEndpoint", () => {
  it.each([
    ["127.0.0.1", 1, "127.0.0.1:1"],
    ["::1", 2, "[::1]:2"],
    ["::ffff:10.0.0.1", 3, "10.0.0.1:3"],
    [undefined, undefined, "unknown"],
  ])("writes %j %j", (address, port, text) => expect(formatEndpoint(address, port)).toBe(text));
});
