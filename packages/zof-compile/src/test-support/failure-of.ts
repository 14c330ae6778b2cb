import { TemplateError } from "../template-error.js";

/** The TemplateError that `action` throws; fails the test when it throws none, or another error. */
export function failureOf(action: () => unknown): TemplateError {
  try {
    action();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error("no TemplateError was thrown");
}
