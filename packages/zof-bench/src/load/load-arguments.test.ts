import { expect, test } from "vitest";
import { commandArguments } from "../command-line.js";
import { loadArguments } from "./load-arguments.js";
import { LOAD_DEFAULTS } from "./load-options.js";

test("without arguments the defaults hold", () => {
  expect(loadArguments([])).toEqual({ options: LOAD_DEFAULTS, json: false });
});

test("all options are read", () => {
  const text =
    "--connect [::1]:6633 --openflow 1.0 --switches 2 --macs 8 --mode latency --seconds 0.5 --rounds 7 " +
    "--warmup 0 --in-flight 9 --lost-ms 20 --settle-ms 25 --stall-ms 30 --json";
  expect(loadArguments(text.split(" "))).toEqual({
    json: true,
    options: {
      host: "::1",
      port: 6633,
      version: 1,
      switches: 2,
      macs: 8,
      mode: "latency",
      seconds: 0.5,
      rounds: 7,
      warmupSeconds: 0,
      inFlight: 9,
      lostMs: 20,
      settleMs: 25,
      stallMs: 30,
    },
  });
});

test("a port alone is one of this machine", () => {
  expect(loadArguments(["--connect", "6633"]).options).toMatchObject({ host: "127.0.0.1", port: 6633 });
});

test.each([
  ["--connect host", /connect is "host": HOST:PORT/],
  ["--connect host:70000", /port is 70000: an integer from 1 to 65535/],
  ["--openflow 1.4", /openflow is "1.4": 1.0 or 1.3/],
  ["--mode fast", /mode is "fast": throughput or latency/],
  ["--switches 0", /switches is 0: an integer from 1 to 1024/],
  ["--switches many", /switches is NaN/],
  ["--macs 3", /macs is 3: an even number/],
  ["--macs 65538", /macs is 65538: an integer from 2 to 65536/],
  ["--macs 65536 --switches 17", /at most 1048576/],
  ["--seconds 0", /seconds is 0: a number from 0.01/],
  ["--rounds 1.5", /rounds is 1.5: an integer/],
  ["--in-flight 0", /inFlight is 0/],
  ["--bogus", /unknown option '--bogus'/],
  ["surplus", /too many arguments/],
])("%s is refused", (text, message) => {
  expect(() => loadArguments(text.split(" "))).toThrow(message);
});

test("the separator that pnpm passes on is no argument", () => {
  expect(commandArguments(["node", "load.js", "--", "--json"])).toEqual(["--json"]);
  expect(commandArguments(["node", "load.js", "--json"])).toEqual(["--json"]);
});
