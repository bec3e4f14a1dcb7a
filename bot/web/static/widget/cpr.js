/** Sees a Danish civil registration number (CPR) in what the citizen is about to send. */

// A replacement number has 60 added to its day.
const CPR = /(^|\D)(0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(0[1-9]|1[0-2])\d{2}[-\s]?\d{4}(?!\d)/;

export function hasCpr(text) {
  return CPR.test(text);
}
