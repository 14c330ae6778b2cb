// Adds up vitest's reports of all packages: prints the number of tests that passed and that failed.
//
//     node .ci/add-up.mjs FOLDER STATUS
//
// FOLDER holds a report of each run of tests, named after its package but for further runs; STATUS is the exit status of the test command. What fails
// outside of a test counts as one failure: a file that cannot be loaded, an unhandled error, a package
// whose tests did not run, a command that failed for a reason that no report tells.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, status] = process.argv.slice(2);
let passed = 0;
let failed = 0;

function fail(reason) {
  failed++;
  console.error(`FAILED: ${reason}`);
}

for (const name of readdirSync("packages")) {
  const sources = join("packages", name, "src");
  const files = existsSync(sources) ? readdirSync(sources, { recursive: true }) : [];
  if (existsSync(join(folder, `${name}.json`))) continue;
  if (files.some((file) => file.endsWith(".test.ts"))) fail(`the tests of ${name} did not run`);
}
for (const name of readdirSync(folder)) {
  const report = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const file of report.testResults) {
    const told = file.assertionResults.some((test) => test.status === "failed");
    if (file.status === "failed" && !told) fail(`${file.name}: ${file.message}`);
  }
  if (!report.success && failed === 0) fail(`${name} failed outside of its tests`);
}
if (status !== "0" && failed === 0) fail(`the test command ended with status ${status}`);
console.log(`${passed} ${failed}`);
