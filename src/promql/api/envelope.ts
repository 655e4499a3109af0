import type { ApiFailure } from "./api-failure.ts";
import { formatJsonText, formatJsonTexts } from "./json-text.ts";

/** What travels beside an answer, as texts. */
export interface Remarks {
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

/** No remark at all. */
export const noRemarks: Remarks = { warnings: [], infos: [] };

/** More than so many remarks of a kind are counted and not told. */
const mostRemarks = 10;

/** The body of a success; `data` is JSON. */
export function formatSuccess(data: string, remarks: Remarks = noRemarks): string {
  return Array.from(successPieces([data], remarks)).join("");
}

/** The body of a success in pieces, for one that is longer than a text can be. */
export function* successPieces(data: Iterable<string>, { warnings, infos }: Remarks): Generator<string, void> {
  yield '{"status":"success","data":';
  yield* data;
  yield `${formatRemarks("warnings", "warning", warnings)}${formatRemarks("infos", "info", infos)}}`;
}

function formatRemarks(key: string, kind: string, texts: readonly string[]): string {
  if (texts.length === 0) return "";
  const told = texts.slice(0, mostRemarks);
  const omitted = texts.length - told.length;
  if (omitted > 0) told.push(`${omitted} more ${kind} annotations omitted`);
  return `,"${key}":${formatJsonTexts(told)}`;
}

/** The body of a failure. */
export function formatFailure({ type, message }: ApiFailure): string {
  return `{"status":"error","errorType":"${type}","error":${formatJsonText(message)}}`;
}
