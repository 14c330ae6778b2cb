import { mergeConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** What comes over sockets and from other processes comes late on a busy machine. */
export const patient = { test: { expect: { poll: { timeout: 10_000, interval: 10 } } } };

export default mergeConfig(shared, patient);
