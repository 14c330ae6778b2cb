const NULL = /^(?:~|null|Null|NULL)?$/;
const BOOLEAN = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INTEGER = /^[-+]?(?:[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;

/** Longer digits are text: no field has more than 128 bits, and reading long integers is slow. */
const INTEGER_DIGITS = 64;

/**
 * What text without quotes means, by the core schema of YAML 1.2: `no`, `on` and `1:30` are text.
 * Integers keep full precision: those beyond 2^53 become bigint.
 */
export function plainScalar(text: string): null | boolean | number | bigint | string {
  if (NULL.test(text)) return null;
  if (BOOLEAN.test(text)) return text.toLowerCase() === "true";
  if (INTEGER.test(text) && text.length <= INTEGER_DIGITS) return integer(text);
  if (FLOAT.test(text)) return Number(text);
  if (INFINITE.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  if (NOT_A_NUMBER.test(text)) return Number.NaN;
  return text;
}

function integer(text: string): number | bigint {
  const magnitude = BigInt(text.replace(/^[-+]/, ""));
  const value = text.startsWith("-") ? -magnitude : magnitude;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
