import { createHash } from "node:crypto";

const blank = "0".repeat(64);

/** The sha256 of a text or bytes, in hexadecimal. */
export function sha256Of(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** The value as indented JSON that ends in its own checksum: `sha256` of the whole text with zeros in that place. */
export function sealJson(value: Readonly<Record<string, unknown>>): string {
  const text = `${JSON.stringify({ ...value, sha256: blank }, null, 2)}\n`;
  const at = text.lastIndexOf(blank);
  return text.slice(0, at) + sha256Of(text) + text.slice(at + blank.length);
}

/** Whether a text is exactly what `sealJson` wrote, to the byte. */
export function isSealed(text: string): boolean {
  const match = /"sha256": "([0-9a-f]{64})"\n\}\n$/.exec(text);
  if (match === null) return false;
  const at = match.index + '"sha256": "'.length;
  return sha256Of(text.slice(0, at) + blank + text.slice(at + blank.length)) === match[1];
}
