/** Where the table of the coverage is. */
export const COVERAGE_FILE = new URL("../../../../docs/protocol-coverage.md", import.meta.url);
