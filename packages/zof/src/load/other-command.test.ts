import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { zof } from "../test-support/zof-process.js";

it("hands over to the copy of zof that is installed beside the file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "zof-other-"));
  const other = join(folder, "node_modules", "zof");
  mkdirSync(join(other, "bin"), { recursive: true });
  writeFileSync(
    join(other, "package.json"),
    JSON.stringify({ name: "zof", type: "module", exports: "./index.js" }),
  );
  writeFileSync(join(other, "index.js"), "");
  writeFileSync(
    join(other, "bin", "zof.js"),
    'console.log("the other zof", process.argv.slice(2).join(" "));',
  );
  writeFileSync(join(folder, "app.mjs"), 'import "zof"; console.log("loaded by the wrong one");');
  try {
    const { status, stdout, stderr } = await zof(["run", "app.mjs", "--sim", "--json"], { cwd: folder });
    expect(stderr).toBe("");
    expect(stdout).toBe("the other zof run app.mjs --sim --json\n");
    expect(status).toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
