/** The exit codes of every command; the README explains them. */
export const exitCodes = {
  pass: 0,
  fail: 1,
  inconclusive: 2,
  damaged: 3,
  usage: 64,
  internal: 70,
  interrupted: 130,
} as const;
