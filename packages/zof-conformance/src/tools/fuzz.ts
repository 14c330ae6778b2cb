import { parseArgs } from "node:util";
import { keepCrasher } from "../fuzz/crashers.js";
import { Crasher, runFuzz } from "../fuzz/run-fuzz.js";

// Decodes faulty messages for as long as one likes: `pnpm --filter zof-conformance fuzz --count N --seed S --seconds T`.
// What crashes is kept in `crashers/`, and the exit status is 1.

const { values } = parseArgs({
  // pnpm hands the `--` on that some write in front of the options.
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    count: { type: "string", default: "1000000" },
    seed: { type: "string", default: String(Date.now() >>> 0) },
    seconds: { type: "string", default: "3600" },
  },
});

const [count, seed, seconds] = [values.count, values.seed, values.seconds].map(Number) as [
  number,
  number,
  number,
];
if (![count, seed, seconds].every(Number.isFinite))
  throw new Error("--count, --seed and --seconds are numbers");

try {
  let next = 100_000;
  const progress = (tried: number) => {
    if (tried < next) return;
    next += 100_000;
    console.log(`${tried} tried`);
  };
  const { tried, decoded } = runFuzz({ count, seed, limitMs: 1000 * seconds, progress });
  const rest = tried < count ? `, ${count - tried} not, for the time was over` : "";
  console.log(`seed ${seed}: ${tried} faulty messages tried${rest}; ${decoded} were messages, none crashed`);
} catch (error) {
  if (!(error instanceof Crasher)) throw error;
  const { stack } = (error.cause ?? error) as Error;
  console.error(`seed ${seed}: kept as ${keepCrasher(error.bytes, String(error.cause))}\n${stack}`);
  process.exitCode = 1;
}
