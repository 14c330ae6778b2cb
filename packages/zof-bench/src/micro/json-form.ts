import { formatJson } from "zof-types";

/** The JSON text of a message, and the plain object that it stands for: what the JSON baselines work on. */
export interface JsonForm {
  readonly text: string;
  readonly value: unknown;
}

export function jsonForm(message: unknown): JsonForm {
  const text = formatJson(message);
  return { text, value: JSON.parse(text) };
}
