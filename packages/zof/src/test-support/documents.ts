import ts from "typescript";

/** The code in a document, in order. */
export function codeBlocks(text: string): { readonly language: string; readonly code: string }[] {
  return [...text.matchAll(/^```(ts|js)\n(.*?)^```$/gms)].map(([, language = "", code = ""]) => ({
    language,
    code,
  }));
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  types: ["node"],
};

/** What the compiler says of each of these files. */
export function typeErrors(files: readonly string[]): string[][] {
  const program = ts.createProgram(files, OPTIONS);
  return files.map((file) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " ")),
  );
}
