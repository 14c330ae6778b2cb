import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { parseArguments } from "../run/arguments.js";
import { Controller } from "../run/controller.js";
import { TestController } from "../test-support/test-controller.js";
import { Application } from "./application.js";

describe("an application", () => {
  it("has a name of its own", () => {
    const controller = new TestController();
    controller.app("one");
    expect(() => controller.app("one")).toThrow("bad_app: there is an app named one already");
    expect(controller.apps.map(({ name }) => name)).toEqual(["one"]);
  });

  it("belongs to the default controller unless told otherwise", () => {
    const app = new Application("default");
    expect(app.controller.apps).toContain(app);
    expect(app.phase).toBe("INIT");
  });

  it("refuses message types that do not exist, with the nearest that does", () => {
    const app = new TestController().app("one");
    const message = (type: string) => () => app.message(type as "PACKET_IN", () => {});
    expect(message("PAKCET_IN")).toThrow("there is no message type PAKCET_IN; did you mean PACKET_IN?");
    expect(message("CHANNEL_UPP")).toThrow("did you mean CHANNEL_UP?");
    expect(message("ECHO_REQUEST")).not.toThrow();
    expect(message("channel_up")).not.toThrow();
    expect(() => app.message("PACKET_IN", {}, "no function" as never)).not.toThrow();
  });

  it("logs under its name, by the controller's log of the moment", () => {
    const controller = new TestController();
    const app = controller.app("one");
    app.logger.info("hello");
    expect(controller.log).toMatchObject([{ name: "one", msg: "hello" }]);
    expect(app.logger).toBe(app.logger);
  });

  it("has one name in each line of the log", () => {
    const lines: string[] = [];
    const logger = pino({ base: null }, { write: (line: string) => lines.push(line) });
    const controller = new Controller({ logger });
    new Application("one", { controller }).logger.info("of the app");
    controller.logger.info("of the framework");
    expect(lines.map((line) => line.match(/"name":"\w+"/g))).toEqual([['"name":"one"'], ['"name":"zof"']]);
  });

  it("takes internal events of any name, or of those that a predicate accepts", async () => {
    const controller = new TestController();
    const seen: string[] = [];
    controller.app("all").event("Any", ({ event }) => seen.push(`all ${event}`));
    controller.app("some").event(
      (name) => name.startsWith("ST"),
      ({ event }) => seen.push(`some ${event}`),
    );
    await controller.start();
    controller.postEvent({ event: "mine" });
    await controller.stop();
    expect(seen).toEqual(
      "all PREFLIGHT,all PRESTART,all START,some START,all mine,all STOP,some STOP,all POSTFLIGHT".split(","),
    );
  });

  it("takes messages without a datapath when it says so", async () => {
    const controller = new TestController();
    const seen: string[] = [];
    controller.app("all", { hasDatapathId: false }).message("CHANNEL_ALERT", () => seen.push("all"));
    controller.app("some").message("CHANNEL_ALERT", { datapath_id: null }, () => seen.push("some"));
    controller.app("none").message("CHANNEL_ALERT", () => seen.push("none"));
    await controller.start();
    const { RawPeer } = await import("../test-support/raw-peer.js");
    const peer = await RawPeer.open(controller.endpoint);
    peer.sendBytes("0405000800000001");
    await peer.closed();
    await expect.poll(() => seen).toEqual(["all", "some"]);
  });

  it("adds its arguments to the command line", () => {
    const controller = new TestController();
    const app = controller
      .app("one")
      .option("--pot-size <n>", "size of the pot", "3")
      .option("-q, --quiet", "say less");
    expect(app.args).toEqual({ potSize: "3" });
    const parsed = parseArguments(
      ["--pot-size", "5", "-q", "--listen-versions", "4"],
      controller.apps,
      "test",
    );
    expect(parsed).toEqual({
      values: { potSize: "5", quiet: true, listenVersions: [4] },
      options: { listenVersions: [4] },
    });
    controller.args = parsed?.values ?? {};
    expect(app.args).toMatchObject({ potSize: "5", quiet: true });
    controller.app("two").option("--quiet", "the same");
    expect(() => parseArguments([], controller.apps, "test")).toThrow(
      "bad_app: app two: the option --quiet is taken",
    );
  });
});

describe("a bound class", () => {
  it("must have handlers, and handlers in a class must be bound", async () => {
    const controller = new TestController();
    const app = controller.app("one");
    expect(() => app.bind(class Empty {})).toThrow("class Empty has no method decorated");
    const decorate = app.event("START") as (method: unknown, context: unknown) => void;
    decorate(function begin() {}, {});
    await expect(controller.start()).rejects.toThrow(
      "the method begin is a handler, but its class is not bound",
    );
  });
});
