/**
 * The warnings of a recorder about samples that its archive lacks. The journal keeps them as words; whoever judges by the
 * samples later knows them by these.
 */
export const sampleLoss = {
  histograms: (selector: string) => `${selector} has native histograms, which are not recorded`,
  later: (selector: string) => `${selector} has samples stamped later than asked for, which are not recorded`,
  markers: (selector: string, count: number | string) =>
    `${count} possible staleness markers of ${selector} were not looked for: too many at once`,
  refused: (selector: string, reason: string) => `Cannot fetch ${selector}: ${reason}`,
} as const;
