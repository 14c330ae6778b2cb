import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours as the stream can show them: none in a file or pipe, on a dumb terminal or with NO_COLOR set. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  return pc.createColors(stream.isTTY === true && stream.hasColors());
}
