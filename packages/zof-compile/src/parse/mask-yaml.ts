const ARGUMENT = /\$\$|\$\{[^{}\r\n]*\}/g;
const FIRST_PRIVATE = 0xe000;
const LAST_PRIVATE = 0xf8ff;

/**
 * Text that YAML reads as its author means it, of the same length: the braces of `${name}`, which
 * would open a mapping within `{...}` and `[...]`, are replaced by two private characters that
 * `unmask` turns back; indentation by tabs that all lines share is replaced by spaces.
 */
export function maskYaml(text: string): { text: string; unmask: (text: string) => string } {
  const [open = "{", close = "}"] = unusedCharacters(text);
  const masked = text.replace(ARGUMENT, (found) =>
    found === "$$" ? found : `$${open}${found.slice(2, -1)}${close}`,
  );
  return {
    text: spacesForSharedTabs(masked),
    unmask: (value) => value.replaceAll(open, "{").replaceAll(close, "}"),
  };
}

/** Two private characters that the text does not contain; none if it uses all of them. */
function unusedCharacters(text: string): string[] {
  const unused: string[] = [];
  for (let code = FIRST_PRIVATE; code <= LAST_PRIVATE && unused.length < 2; code++) {
    const character = String.fromCharCode(code);
    if (!text.includes(character)) unused.push(character);
  }
  return unused.length === 2 ? unused : [];
}

/** YAML refuses tabs as indentation; those that only set the whole template off are harmless. */
function spacesForSharedTabs(text: string): string {
  const indents = [...text.matchAll(/^([ \t]*)[^\s#]/gm)].map((match) => match[1] ?? "");
  const shared = indents.reduce(sharedStart, indents[0] ?? "");
  if (!shared.includes("\t")) return text;
  return text.replace(/^[ \t]+/gm, (indent) => {
    const common = sharedStart(indent, shared).length;
    return " ".repeat(common) + indent.slice(common);
  });
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
