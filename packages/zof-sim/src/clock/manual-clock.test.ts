import { expect, test } from "vitest";
import { ManualClock } from "./manual-clock.js";

test("calls fall due in order of time, and of scheduling when equal", () => {
  const clock = new ManualClock();
  const calls: string[] = [];
  clock.schedule(20, () => calls.push(`b at ${clock.now()}`));
  clock.schedule(10, () => calls.push(`a at ${clock.now()}`));
  clock.schedule(20, () => calls.push(`c at ${clock.now()}`));
  clock.advance(15);
  expect(calls).toEqual(["a at 10"]);
  expect(clock.now()).toBe(15);
  clock.advance(5);
  expect(calls).toEqual(["a at 10", "b at 20", "c at 20"]);
});

test("a call may schedule another that falls due in the same advance", () => {
  const clock = new ManualClock();
  const times: number[] = [];
  const tick = () => {
    times.push(clock.now());
    clock.schedule(10, tick);
  };
  clock.schedule(10, tick);
  clock.advance(35);
  expect(times).toEqual([10, 20, 30]);
  expect(clock.pending).toBe(1);
});

test("a cancelled call is not made", () => {
  const clock = new ManualClock();
  const timer = clock.schedule(10, () => expect.unreachable());
  timer.cancel();
  timer.cancel();
  clock.advance(100);
  expect(clock.pending).toBe(0);
});
