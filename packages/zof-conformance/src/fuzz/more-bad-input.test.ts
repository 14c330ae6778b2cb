import { halfOfFaultyMessages } from "./fuzz-half.test.support.js";

// The other half, in a file of its own: files are what runs at the same time.
halfOfFaultyMessages(1);
