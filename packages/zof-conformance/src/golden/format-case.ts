import { decode, formatJson } from "zof-types";

/** The text of a new case: the bytes in rows, still without comments, and the value that they decode to. */
export function formatCase(title: string, origin: string, bytes: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < bytes.length; at += 8) {
    const row = [...bytes.subarray(at, at + 8)].map((byte) => byte.toString(16).padStart(2, "0"));
    rows.push(row.join(" "));
  }
  return [`# ${title}`, `# origin: ${origin}`, "", ...rows, "", formatJson(decode(bytes), 2), ""].join("\n");
}
