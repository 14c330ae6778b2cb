/** Integers that may be beyond 2^53: `JSON.parse` would round them. */
const LONG_INTEGER = /\d{16}/;
const TEXT_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g;
const INTEGER = /^-?\d{16,}$/;

/** Reads JSON with integers in full precision: large ones become text, which stands for the same wherever a message has integers. */
export function parseJson(text: string): unknown {
  return JSON.parse(LONG_INTEGER.test(text) ? quoteLongIntegers(text) : text);
}

function quoteLongIntegers(text: string): string {
  return text.replaceAll(TEXT_OR_NUMBER, (found) => (INTEGER.test(found) ? `"${found}"` : found));
}
