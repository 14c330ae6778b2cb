import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { spreadOf } from "../report/statistics.js";

setFlagsFromString("--expose-gc");
// A context that is made now has what the flag exposes.
const collectGarbage: () => void = runInNewContext("gc");

/** Messages of one round: so few that what they allocate never fills the young generation, which would be emptied. */
const MESSAGES = 100;
const ROUNDS = 11;
/** Rounds before: until V8 has compiled what is measured. */
const WARMUP = 300;

/** Bytes of heap that `work` allocates in one call, whether or not they are kept. */
export function allocatedBytes(work: (index: number) => unknown): number {
  const run = (calls: number) => {
    let last: unknown;
    for (let index = 0; index < calls; index++) last = work(index);
    return last;
  };
  // While one result lives, V8 keeps the shapes of such objects: to make those anew would be measured as well.
  const alive = run(1);
  for (let round = 0; round < WARMUP; round++) run(MESSAGES);
  const bytes = (least(() => grown(() => run(MESSAGES))) - least(() => grown(() => run(0)))) / MESSAGES;
  return alive === run ? 0 : bytes;
}

/** Bytes of heap that one result of `work` takes. */
export function keptBytes(work: (index: number) => unknown): number {
  // All are kept to the end: V8 gives back memory when it has time, which would be measured as well.
  const rounds: unknown[][] = [];
  const growth = Array.from({ length: ROUNDS }, () => {
    const results: unknown[] = new Array(MESSAGES).fill(undefined);
    rounds.push(results);
    return grown(() => {
      for (let index = 0; index < MESSAGES; index++) results[index] = work(index);
      collectGarbage();
    });
  });
  return spreadOf(growth).median / MESSAGES;
}

/** How much the heap grows while something runs. */
function grown(run: () => void): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  run();
  return process.memoryUsage().heapUsed - before;
}

function least(measure: () => number): number {
  return Math.min(...Array.from({ length: ROUNDS }, measure));
}
