import { writeFileSync } from "node:fs";
import { itemsWithCase } from "../coverage/case-items.js";
import { COVERAGE_FILE } from "../coverage/coverage-file.js";
import { coverageTable } from "../coverage/coverage-table.js";
import { protocolItems } from "../coverage/protocol-items.js";

/** Writes `docs/protocol-coverage.md`: `pnpm --filter zof-conformance coverage`. */
writeFileSync(COVERAGE_FILE, coverageTable(protocolItems(), itemsWithCase()));
