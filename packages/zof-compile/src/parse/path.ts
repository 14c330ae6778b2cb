/** Steps from a message to a value in it: property names and list indexes. */
export type Path = readonly (string | number)[];

/** A path as people read it: `msg.match[0].field`. */
export function formatPath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
}

/** The steps of a path in the form of formatPath. */
export function parsePath(text: string): Path {
  return [...text.matchAll(/[^.[\]]+/g)].map(([step]) => (/^[0-9]+$/.test(step) ? Number(step) : step));
}
