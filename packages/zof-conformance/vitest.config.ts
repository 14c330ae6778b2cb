import { mergeConfig } from "vitest/config";
import shared from "../../vitest.config.js";

export default mergeConfig(shared, {
  test: { globalSetup: "src/announce-skips.ts", expect: { poll: { timeout: 5000 } } },
});
