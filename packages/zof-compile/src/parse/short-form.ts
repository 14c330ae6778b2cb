const BLANK_LINES = /^(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n))*[ \t]*/;
const TYPE_WORD = /^(?!(?:type|msg)\b)([A-Za-z_][\w.]*)(?=[\s{[$]|$)(?![ \t]*:)/;

/** A template that begins with its type instead of `type:`. */
export interface ShortForm {
  readonly type: string;
  readonly typeOffset: number;
  /** The whole text with the type blanked out: what remains is the value of `msg`. */
  readonly body: string;
}

/** Recognizes the short form `TYPE` followed by the body of `msg`; undefined for any other text. */
export function shortForm(text: string): ShortForm | undefined {
  const typeOffset = BLANK_LINES.exec(text)?.[0].length ?? 0;
  const type = TYPE_WORD.exec(text.slice(typeOffset))?.[1];
  if (type === undefined) return undefined;
  const bodyOffset =
    typeOffset + type.length + (/^[ \t]*/.exec(text.slice(typeOffset + type.length))?.[0].length ?? 0);
  // The line break lets a body on the same line begin in column 1, so that its next lines are not indented too little.
  const body = `${" ".repeat(bodyOffset - 1)}\n${text.slice(bodyOffset)}`;
  return { type, typeOffset, body };
}
