const DOTTED = /^(REQUEST|REPLY)\.(.+)$/;

/** How multipart types are written: `REQUEST.DESC` or `DESC_REQUEST`. */
export type MultipartNames = "prefix" | "suffix";

/** The type in the spelling with a suffix; types of other messages stay. */
export function suffixed(type: string): string {
  const parts = DOTTED.exec(type);
  return parts === null ? type : `${parts[2]}_${parts[1]}`;
}

/** All spellings of a type. */
export function spellings(type: string): string[] {
  const other = suffixed(type);
  return other === type ? [type] : [type, other];
}
