/** Cuts a command line into words as a shell does: at blanks, with '...', "..." and \ for what belongs together. */
export function splitWords(text: string): string[] {
  const words = text.match(/(?:[^\s"'\\]|"(?:[^"\\]|\\.)*"|'[^']*'|\\.)+/g) ?? [];
  return words.map((word) =>
    word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/g, (_, double, single, escaped) =>
      double !== undefined ? double.replace(/\\(["\\])/g, "$1") : (single ?? escaped),
    ),
  );
}
