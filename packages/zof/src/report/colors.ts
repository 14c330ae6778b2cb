import pc from "picocolors";

export type Colors = ReturnType<typeof pc.createColors>;

/** Colours as the stream can show them: none in a file or pipe, on a dumb terminal or with NO_COLOR set. */
export function colorsFor(stream: NodeJS.WriteStream): Colors {
  return pc.createColors(stream.isTTY === true && stream.hasColors());
}

/** Colours for a command whose output is a terminal, or none. NO_COLOR wins. */
export function commandColors(wanted: boolean): Colors {
  return pc.createColors(
    wanted && process.env.NO_COLOR === undefined && process.stdout.hasColors?.() !== false,
  );
}
