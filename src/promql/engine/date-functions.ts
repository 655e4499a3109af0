/** Parts of a UTC date by the names of their functions; each takes seconds since the epoch, fractions cut off. */
export const dateFunctions: Readonly<Record<string, (seconds: number) => number>> = {
  day_of_month: (seconds) => dateOf(seconds).day,
  day_of_week: (seconds) => modulo(daysOf(seconds) + 4, 7),
  day_of_year: (seconds) => daysOf(seconds) - daysFromDate(dateOf(seconds).year, 1, 1) + 1,
  days_in_month(seconds) {
    const { year, month } = dateOf(seconds);
    const next = month === 12 ? daysFromDate(year + 1, 1, 1) : daysFromDate(year, month + 1, 1);
    return next - daysFromDate(year, month, 1);
  },
  hour: (seconds) => Math.floor(modulo(wholeSeconds(seconds), 86_400) / 3_600),
  minute: (seconds) => Math.floor(modulo(wholeSeconds(seconds), 3_600) / 60),
  month: (seconds) => dateOf(seconds).month,
  year: (seconds) => dateOf(seconds).year,
};

function daysOf(seconds: number): number {
  return Math.floor(wholeSeconds(seconds) / 86_400);
}

/** NaN, and what no 64-bit integer holds, is the lowest of them to Go on amd64, and its calendar turns that into 2⁶³. */
function wholeSeconds(seconds: number): number {
  return Math.abs(seconds) < 2 ** 63 ? Math.trunc(seconds) : 2 ** 63;
}

/**
 * The date of a number of seconds since the epoch, in the Gregorian calendar without end.
 * Source: Hinnant, "chrono-compatible low-level date algorithms", 2013.
 */
function dateOf(seconds: number): { year: number; month: number; day: number } {
  const days = daysOf(seconds) + 719_468;
  const era = Math.floor(days / 146_097);
  const dayOfEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Days from the epoch to a date. */
function daysFromDate(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
