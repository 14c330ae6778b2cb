import { fileURLToPath } from "node:url";
import { mergeConfig } from "vitest/config";
import { testConfig } from "../../vitest.config.js";
import { patient } from "../zof-core/vitest.config.js";

/** The tests of zof-core once more, with `zof jsonrpc` as the process that has the connections. */
export default mergeConfig(mergeConfig(testConfig("zof-oftr"), patient), {
  root: fileURLToPath(new URL("../zof-core", import.meta.url)),
  test: { env: { ZOF_TEST_OFTR: fileURLToPath(new URL("bin/zof.js", import.meta.url)) } },
});
