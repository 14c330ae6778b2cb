import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import ts from "typescript";
import type { Reader, Writer } from "zof-codec/wire";
import { generate } from "../generate.js";
import type { Model } from "../model/model.js";

/** A message of a generated codec, as `codec.ts` lists it. */
interface GeneratedMessage {
  readonly version: number;
  readonly type: string;
  read(reader: Reader): unknown;
  write(writer: Writer, body: unknown): void;
}

/** Generates the codec of a model and loads it: for tests that run what was generated. */
export async function loadCodec(model: Model): Promise<readonly GeneratedMessage[]> {
  // Inside the package, so that the generated files find the runtime.
  const folder = mkdtempSync(join(fileURLToPath(new URL("../..", import.meta.url)), "dist", "generated-"));
  try {
    const files = await generate(model);
    for (const name of ["codec", "tables"]) {
      const { outputText } = ts.transpileModule(files.get(`${name}.ts`) ?? "", {
        compilerOptions: {
          module: ts.ModuleKind.ESNext,
          target: ts.ScriptTarget.ES2022,
          verbatimModuleSyntax: true,
        },
      });
      writeFileSync(join(folder, `${name}.js`), outputText);
    }
    const module = (await import(/* @vite-ignore */ pathToFileURL(join(folder, "codec.js")).href)) as {
      messages: readonly GeneratedMessage[];
    };
    return module.messages;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
