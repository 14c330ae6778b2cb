/** The YAML reader's reasons that leave a template's author guessing, in plainer words. */
const PLAINER = new Map([
  ["expected ':' after a mapping key", "expected ': ' (colon and space) after the key"],
  [
    "bad indentation of a mapping entry",
    "not expected here: wrong indentation, or a value that needs quotes (it begins with one of @ ` % & * ! | > or contains ': ')",
  ],
  ["bad indentation of a sequence entry", "wrong indentation: the items of a list stand in one column"],
  ["deficient indentation", "a [ or { is not closed, or what is in it is indented too little"],
  ["unexpected end of the stream within a flow collection", "a [ or { is not closed"],
  ["missed comma between flow collection entries", "expected ',' or the closing bracket"],
  ["unexpected end of the stream within a single quoted scalar", "the closing ' is missing"],
  ["unexpected end of the stream within a double quoted scalar", 'the closing " is missing'],
  ["tab characters must not be used in indentation", "a tab: YAML is indented with spaces"],
  [
    "end of the stream or a document separator is expected",
    "not expected here: wrong indentation, or a key without ': '",
  ],
]);

/** A key without colon swallows the lines after it; it is found only where the next key ends. */
const SWALLOWED = "can not read a block mapping entry; a multiline key may not be an implicit key";

/** A reason and its place in words for the author of a template. */
export function explainSyntax(
  text: string,
  offset: number,
  reason: string,
): { offset: number; reason: string } {
  if (reason === SWALLOWED) {
    return { offset: lineBefore(text, offset), reason: "expected ': ' (colon and space) after the key" };
  }
  // What is missing at the end is missing after the last text, not after the blank lines.
  const end = text.trimEnd().length;
  return { offset: Math.min(offset, end), reason: PLAINER.get(reason) ?? reason };
}

/** Start of the last line with text before the one that `offset` is in. */
function lineBefore(text: string, offset: number): number {
  const lines = [...text.slice(0, offset).matchAll(/^[ \t]*(?=\S)/gm)];
  const line = lines.at(-2) ?? lines.at(-1);
  return line === undefined ? offset : line.index + line[0].length;
}
