import { type Difference, differences } from "./differences.js";

/**
 * A message of the corpus in our terms: a copy in which the differences that are known are replaced by ours.
 * Both messages are canonical.
 */
export function translate(
  corpus: unknown,
  ours: unknown,
  isKnown: (difference: Difference) => boolean,
): unknown {
  const copy = structuredClone(corpus);
  for (const difference of differences(corpus, ours)) {
    if (isKnown(difference)) setAt(copy, difference.path, difference.ours);
  }
  return copy;
}

function setAt(root: unknown, path: string, value: unknown): void {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  const last = steps.pop() ?? "";
  const parent = steps.reduce(
    (at, step) => at[step] as Record<string, unknown>,
    root as Record<string, unknown>,
  );
  if (value === undefined) delete parent[last];
  else parent[last] = value;
}
