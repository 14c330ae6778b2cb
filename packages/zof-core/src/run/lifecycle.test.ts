import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { PreflightUnload } from "../dispatch/control-flow.js";
import { sleep } from "../tasks/sleep.js";
import { RawPeer } from "../test-support/raw-peer.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";

const EVENTS = ["PREFLIGHT", "PRESTART", "START", "STOP", "POSTFLIGHT", "STARTFAIL", "SIGNAL"] as const;

/** Notes the lifecycle's events with the phase that they come in. */
function note(controller: TestController): string[] {
  const notes: string[] = [];
  const app = controller.app("notes");
  for (const name of EVENTS) app.event(name, () => notes.push(`${name} in ${controller.phase}`));
  return notes;
}

describe("a controller", () => {
  it("goes through its phases, and can be started again", async () => {
    const controller = new TestController();
    const notes = note(controller);
    expect(controller.phase).toBe("INIT");
    for (let round = 0; round < 3; round++) {
      notes.length = 0;
      await controller.start();
      expect(notes).toEqual(["PREFLIGHT in PREFLIGHT", "PRESTART in PRESTART", "START in START"]);
      const peer = await openSwitch(controller.endpoint);
      await expect.poll(() => controller.getDatapaths().length).toBe(1);
      await controller.stop(round);
      await peer.closed();
      expect(await controller.exited).toBe(round);
      expect(notes.slice(3)).toEqual(["STOP in STOP", "POSTFLIGHT in POSTFLIGHT"]);
      expect([controller.phase, controller.endpoints, controller.getConnections()]).toEqual(["INIT", [], []]);
    }
  });

  it("waits for async PRESTART handlers before it listens, and for STOP handlers while connections are there", async () => {
    const controller = new TestController();
    const notes: string[] = [];
    const app = controller.app("slow");
    app.event("PRESTART", async () => {
      await sleep(20);
      notes.push(`prestart ${controller.endpoints.length}`);
    });
    app.event("STOP", async () => {
      await sleep(20);
      notes.push(`stop ${controller.getDatapaths().length}`);
    });
    app.message("CHANNEL_DOWN", () => notes.push("down"));
    await controller.start();
    await openSwitch(controller.endpoint);
    await expect.poll(() => controller.getDatapaths().length).toBe(1);
    await controller.stop();
    expect(notes).toEqual(["prestart 0", "stop 1", "down"]);
  });

  it("does not wait longer than stopTimeoutMs", async () => {
    const controller = new TestController({ stopTimeoutMs: 30 });
    let ended = "";
    controller.app("stuck").event("STOP", async () => {
      await sleep(60_000).catch((error: Error) => {
        ended = error.message;
      });
    });
    await controller.start();
    const before = performance.now();
    await controller.stop();
    expect(performance.now() - before).toBeLessThan(10_000);
    await expect.poll(() => ended).toContain("aborted");
  });

  it("leaves out an app that throws PreflightUnload, and refuses async PREFLIGHT handlers", async () => {
    const controller = new TestController();
    const calls: string[] = [];
    const app = controller.app("not here");
    app.event("PREFLIGHT", () => {
      throw new PreflightUnload("nothing to do");
    });
    app.event("START", () => calls.push("not here"));
    controller.app("here").event("START", () => calls.push("here"));
    await controller.start();
    expect(calls).toEqual(["here"]);
    expect(controller.activeApps.map(({ name }) => name)).toEqual(["datapath", "here"]);
    expect(controller.log).toContainEqual(
      expect.objectContaining({ name: "not here", reason: "nothing to do" }),
    );

    const other = new TestController();
    other.app("async").event("PREFLIGHT", async () => {});
    await expect(other.start()).rejects.toThrow("a PREFLIGHT handler is async; use PRESTART");
    expect(other.phase).toBe("INIT");
  });

  it("reports an endpoint that it cannot listen on, with STARTFAIL, and holds on to nothing", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as { port: number };
    const controller = new TestController({ listenEndpoints: ["127.0.0.1:0", `127.0.0.1:${port}`] });
    const notes = note(controller);
    await expect(controller.start()).rejects.toMatchObject({
      code: "listen_failed",
      reason: `cannot listen on 127.0.0.1:${port}: the port is in use`,
    });
    expect(notes.at(-1)).toBe("STARTFAIL in PRESTART");
    expect([controller.phase, controller.endpoints]).toEqual(["INIT", []]);
    expect(await controller.exited).toBe(1);
  });

  it.each([
    [{ listenEndpoints: ["nowhere"] }, "bad_option", "'nowhere' is not an endpoint"],
    [{ listenCert: "/no/such.pem" }, "bad_option", "TLS needs --listen-cert and --listen-privkey"],
    [{ listenVersions: [] }, "bad_option", "name at least one"],
    [{ listenVersions: [4, 9] }, "bad_option", "9 is not known; there are 1, 2, 3, 4, 5, 6"],
    [
      { listenCert: "/no/such.pem", listenPrivkey: "/no/key.pem" },
      "bad_certificate",
      "cannot read the certificate /no/such.pem: no such file or directory",
    ],
  ])("refuses to start with %o", async (options, code, reason) => {
    const controller = new TestController(options);
    await expect(controller.start()).rejects.toMatchObject({ code, reason: expect.stringContaining(reason) });
    expect(controller.phase).toBe("INIT");
  });

  it("stops at an EXIT event, which no handler sees, with its status", async () => {
    const controller = new TestController();
    const seen: string[] = [];
    const app = controller.app("exits");
    app.event("EXIT", () => seen.push("EXIT"));
    app.event("START", () => app.postEvent({ event: "EXIT", exit_status: 3 }));
    await controller.start();
    expect(await controller.exited).toBe(3);
    expect(seen).toEqual([]);
  });

  it("can be stopped while PRESTART is under way", async () => {
    const controller = new TestController();
    controller.app("slow").event("PRESTART", () => sleep(60_000));
    const starting = controller.start();
    await wait(5);
    await controller.stop(7);
    await starting;
    expect([controller.phase, controller.endpoints, await controller.exited]).toEqual(["INIT", [], 7]);
  });

  it("takes no more apps, handlers and options once it has started", async () => {
    const controller = new TestController();
    const app = controller.app("early");
    await controller.start();
    const late = /bad_state: the controller has started; .* before that/;
    expect(() => controller.app("late")).toThrow(late);
    expect(() => app.message("PACKET_IN", () => {})).toThrow(late);
    expect(() => app.event("START", () => {})).toThrow(late);
    expect(() => app.option("--late", "too late")).toThrow(late);
    expect(() => controller.configure({ loglevel: "debug" })).toThrow(late);
    await expect(controller.start()).rejects.toThrow("has started");
  });

  it("refuses connections beyond maxConnections, with an alert", async () => {
    const controller = new TestController({ maxConnections: 1 });
    const recorder = controller.recorder();
    await controller.start();
    await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    const second = await RawPeer.open(controller.endpoint);
    await second.closed();
    const alert = await recorder.wait("CHANNEL_ALERT");
    expect(alert.msg.message).toMatch(/^127\.0\.0\.1:\d+: 1 connections are open \(maxConnections\)$/);
    expect(controller.log).toContainEqual(expect.objectContaining({ msg: "connection refused" }));
  });

  it("keeps switches that connect before START waiting until then", async () => {
    const controller = new TestController();
    const order: string[] = [];
    const app = controller.app("order");
    app.event("START", () => order.push("START"));
    app.message("CHANNEL_UP", () => order.push("CHANNEL_UP"));
    await controller.start();
    await openSwitch(controller.endpoint);
    await expect.poll(() => order).toEqual(["START", "CHANNEL_UP"]);
  });
});

describe("a signal", () => {
  it("stops the controller with its number negated, unless a handler objects", async () => {
    const controller = new TestController();
    const seen: string[] = [];
    const app = controller.app("signals");
    app.event("SIGNAL", { signal: "SIGHUP" }, (event) => {
      seen.push(event.signal);
      event.exit = false;
    });
    app.event("SIGNAL", { signal: "SIGUSR1" }, (event) => {
      seen.push(event.signal);
      event.exit = true;
    });
    await controller.start();
    controller.signal("SIGHUP");
    controller.signal("SIGUSR2");
    await wait(5);
    expect(controller.phase).toBe("START");
    controller.signal("SIGUSR1");
    expect(await controller.exited).toBe(-10);
    expect(seen).toEqual(["SIGHUP", "SIGUSR1"]);
    await controller.start();
    controller.signal("SIGTERM");
    expect(await controller.exited).toBe(-15);
  });
});
