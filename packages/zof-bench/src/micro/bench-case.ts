/** One thing to measure. */
export interface BenchCase {
  readonly name: string;
  /** Messages that one run works on. */
  readonly messages: number;
  /** Works on all of them. Returns something that depends on the work, so that none of it can be left out. */
  run(): unknown;
}

/** Cases that do the same work in different ways; the first is what the others are compared with. */
export interface BenchGroup {
  readonly title: string;
  readonly cases: readonly [BenchCase, ...BenchCase[]];
}

/** A case that calls `work` for each of some inputs. */
export function forEach<T>(
  name: string,
  inputs: readonly T[],
  work: (input: T, index: number) => unknown,
): BenchCase {
  return {
    name,
    messages: inputs.length,
    run() {
      let last: unknown;
      for (let index = 0; index < inputs.length; index++) last = work(inputs[index] as T, index);
      return last;
    },
  };
}
