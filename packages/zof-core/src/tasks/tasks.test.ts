import { describe, expect, it } from "vitest";
import { compile } from "zof-compile";
import { ensureFuture } from "../run/functions.js";
import { openSwitch } from "../test-support/raw-switch.js";
import { TestController } from "../test-support/test-controller.js";
import { sleep } from "./sleep.js";

const BARRIER = compile("BARRIER_REQUEST");
const LONG = 60_000;

describe("a task", () => {
  it("of a handler is aborted when the connection goes, and that is no failure", async () => {
    const controller = new TestController();
    const ends: string[] = [];
    const app = controller.app("tasks");
    app.message("CHANNEL_UP", async () => {
      try {
        await sleep(LONG);
      } catch (error) {
        ends.push(`handler ${(error as Error).name}`);
        throw error;
      }
    });
    controller.app("more").message("CHANNEL_UP", () => {
      void ensureFuture(async (signal) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        ends.push(`task ${signal.reason}`);
        await BARRIER.request({});
      });
      void ensureFuture(() => sleep(LONG));
    });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    const { conn_id } = await recorder.wait("CHANNEL_UP");
    expect(ends).toEqual([]);
    peer.close();
    await recorder.wait("CHANNEL_DOWN");
    await expect.poll(() => ends.length).toBe(2);
    expect(ends).toContain("handler AbortError");
    expect(ends.join()).toMatch(
      new RegExp(`task AbortError: connection ${conn_id} is closed: closed by the switch`),
    );
    expect(controller.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("is handed a signal, as are sync handlers that ask for one", async () => {
    const controller = new TestController();
    const seen: string[] = [];
    const note = (name: string, signal: AbortSignal) =>
      signal.addEventListener("abort", () => seen.push(`${name}: ${signal.reason.message}`));
    controller.app("async").message("CHANNEL_UP", async (_event, signal) => note("async", signal));
    controller.app("sync").message("CHANNEL_UP", (_event, signal) => note("sync", signal));
    controller.app("phase").event("START", async (_event, signal) => note("phase", signal));
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    const { conn_id } = await recorder.wait("CHANNEL_UP");
    peer.close();
    await recorder.wait("CHANNEL_DOWN");
    const reason = `connection ${conn_id} is closed: closed by the switch`;
    expect(seen).toEqual([`async: ${reason}`, `sync: ${reason}`]);
    await controller.stop();
    expect(seen[2]).toMatch(/^phase: /);
  });

  it("goes on when it is tied to the phase, until that ends", async () => {
    const controller = new TestController();
    const ends: string[] = [];
    const app = controller.app("tasks");
    app.message("CHANNEL_UP", () => {
      const wait = async (name: string) => {
        try {
          await sleep(LONG);
        } finally {
          ends.push(name);
        }
      };
      void app.ensureFuture(() => wait("of the phase"), { datapath_id: null });
      void app.ensureFuture(() => wait("of the connection"));
    });
    const recorder = controller.recorder();
    await controller.start();
    const peer = await openSwitch(controller.endpoint);
    await recorder.wait("CHANNEL_UP");
    peer.close();
    await expect.poll(() => ends).toEqual(["of the connection"]);
    await controller.stop();
    expect(ends).toEqual(["of the connection", "of the phase"]);
    expect(controller.log.filter(({ level }) => level === "error")).toEqual([]);
  });

  it("for another datapath sends there, and fails at once without it", async () => {
    const controller = new TestController();
    const app = controller.app("tasks");
    app.message("CHANNEL_UP", { datapath_id: "00:00:00:00:00:00:00:02" }, () => {
      void app.ensureFuture(
        async () => {
          BARRIER.send({ xid: 1001 });
          await undefined;
          BARRIER.send({ xid: 1002 });
        },
        { datapath_id: 1 },
      );
      BARRIER.send({ xid: 1003 });
    });
    await controller.start();
    const first = await openSwitch(controller.endpoint);
    await expect.poll(() => controller.getDatapaths().length).toBe(1);
    const second = await openSwitch(controller.endpoint, { datapathId: 2 });
    expect(await second.next("BARRIER_REQUEST")).toMatchObject({ xid: 1003 });
    expect(await first.next("BARRIER_REQUEST")).toMatchObject({ xid: 1001 });
    expect(await first.next("BARRIER_REQUEST")).toMatchObject({ xid: 1002 });
    expect(() => app.ensureFuture(async () => {}, { datapath_id: 9 })).toThrow("no such connection");
  });

  it("that fails is reported for its app, and rejects its promise, which may be ignored", async () => {
    const controller = new TestController();
    const app = controller.app("tasks");
    await controller.start();
    const failing = () => {
      throw new Error("no luck");
    };
    void app.ensureFuture(failing);
    await expect(app.ensureFuture(failing)).rejects.toThrow("no luck");
    await expect(app.ensureFuture(async () => 42)).resolves.toBe(42);
    const errors = controller.log.filter(({ level }) => level === "error");
    expect(errors).toHaveLength(2);
    expect(errors[0]).toMatchObject({
      name: "tasks",
      msg: "exception in a task",
      err: { message: "no luck" },
    });
  });

  it("is reported for the app of the handler that started it", async () => {
    const controller = new TestController();
    controller.app("starter").event("START", async () => {
      await undefined;
      void ensureFuture(() => Promise.reject(new Error("later")));
    });
    await controller.start();
    const errors = () => controller.log.filter(({ level }) => level === "error");
    await expect.poll(errors).toMatchObject([{ name: "starter", err: { message: "later" } }]);
  });
});

describe("sleep", () => {
  it("ends early by its own signal", async () => {
    const abort = new AbortController();
    const waiting = sleep(LONG, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  });

  it("many at a time under one scope cause no warning", async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on("warning", listener);
    const controller = new TestController();
    const app = controller.app("tasks");
    await controller.start();
    const sleepers = Array.from({ length: 50 }, () =>
      app.ensureFuture(() => sleep(LONG)).catch(() => "ended"),
    );
    await controller.stop();
    expect(new Set(await Promise.all(sleepers))).toEqual(new Set(["ended"]));
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", listener);
    expect(warnings).toEqual([]);
  });
});
