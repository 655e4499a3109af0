import type { Duration, Instant } from "./time.ts";

/** The unit that a number of a plan is measured in; `count` has no suffix. */
export type Unit = "seconds" | "ratio" | "bytes" | "per second" | "bytes per second" | "count";

/** Three significant digits with thin spaces between thousands, never an exponent: `7.04`, `402`, `1 004`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const magnitude = Math.abs(value);
  const digits = magnitude === 0 ? 0 : Math.max(0, Math.min(12, 2 - Math.floor(Math.log10(magnitude))));
  const fixed = magnitude < 1e21 ? magnitude.toFixed(digits) : BigInt(magnitude).toString();
  const [whole = "0", fraction] = fixed.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const trimmed = fraction?.replace(/0+$/, "") ?? "";
  return `${value < 0 && Number(fixed) !== 0 ? "−" : ""}${grouped}${trimmed === "" ? "" : `.${trimmed}`}`;
}

/** A duration for reading: `7 ms`, `42 s`, `12.7 s`, `3 min 20 s`, `1 h 4 min`. */
export function formatDuration(duration: Duration): string {
  const sign = duration < 0 ? "−" : "";
  const length = Math.abs(duration);
  if (length < 999.5) return `${sign}${formatNumber(length)} ms`;
  if (length < 120_000) return `${sign}${formatNumber(length / 1_000)} s`;
  const seconds = Math.round(length / 1_000);
  const parts = seconds < 3_600
    ? [[Math.floor(seconds / 60), "min"], [seconds % 60, "s"]]
    : [[Math.floor(seconds / 3_600), "h"], [Math.floor((seconds % 3_600) / 60), "min"]];
  return sign + parts.filter(([count]) => count !== 0).map(([count, unit]) => `${count} ${unit}`).join(" ");
}

/** An offset from a fault or a session's start: `+12.7 s`, `−3 s`, `+0 s`. */
export function formatOffset(offset: Duration): string {
  const seconds = Math.round(offset / 100) / 10;
  if (Math.abs(seconds) < 120) return `${seconds < 0 ? "−" : "+"}${Math.abs(seconds)} s`;
  return `${offset < 0 ? "" : "+"}${formatDuration(offset)}`;
}

/** A value of the given unit for reading: `7.04 ms`, `8.9 %`, `1.2 MB`, `4 /s`. */
export function formatValue(value: number, unit: Unit): string {
  switch (unit) {
    case "seconds":
      return Number.isFinite(value) ? formatDuration(value * 1_000) : `${formatNumber(value)} s`;
    case "ratio":
      return `${formatNumber(value * 100)} %`;
    case "bytes":
      return formatBytes(value);
    case "per second":
      return `${formatNumber(value)} /s`;
    case "bytes per second":
      return `${formatBytes(value)}/s`;
    case "count":
      return formatNumber(value);
  }
}

/** A size for reading, in powers of 1000: `812 B`, `12.6 kB`, `1.2 MB`. */
export function formatBytes(size: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(size))) / 3)));
  return `${formatNumber(size / 1_000 ** power)} ${units[power]}`;
}

/** An instant as UTC with seconds: `2026-11-22 23:16:12 UTC`. */
export function formatInstant(at: Instant): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** The time of day of an instant in UTC, with tenths: `23:16:12.4`. */
export function formatTimeOfDay(at: Instant): string {
  return new Date(at).toISOString().slice(11, 21);
}

/** A day for reading: `22 Nov 2026 23:16 UTC`. */
export function formatDay(at: Instant): string {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const date = new Date(at);
  const time = date.toISOString().slice(11, 16);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${time} UTC`;
}
