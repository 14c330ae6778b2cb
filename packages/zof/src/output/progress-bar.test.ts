import { expect, it } from "vitest";
import { progressText } from "./progress-bar.js";

it("shows the part that is done, or the amount when the end is not known", () => {
  expect(progressText(5_000_000, 10_000_000, 3000, 2)).toBe(
    `${"█".repeat(15)}${"░".repeat(15)} 50% of 10.0 MB, 3,000 messages, 1,500/s`,
  );
  expect(progressText(5_000_000, undefined, 3000, 2)).toBe("5.0 MB, 3,000 messages, 1,500/s");
});
