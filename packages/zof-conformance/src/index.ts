export type { GoldenCase } from "./golden/golden-case.js";
export { goldenCases } from "./golden/golden-cases.js";
export { type Lab, type LabOptions, startLab } from "./lab/lab.js";
export { labUnavailable } from "./lab/lab-available.js";
export type { LabHost } from "./lab/lab-host.js";
export type { LabLink } from "./lab/lab-link.js";
export { type RecordedMessage, type Recorder, startRecorder } from "./lab/recorder.js";
