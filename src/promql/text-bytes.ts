/** Bytes that are no UTF-8 stand in a text as halves of surrogate pairs that nothing else makes: this and the byte. */
const strayByte = 0xdc00;

/** The text that bytes stand for; each byte that is no UTF-8 stays one, as in a string of Go. */
export function textOfBytes(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const decode = (start: number, end: number) => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      return undefined;
    }
  };
  const whole = decode(0, bytes.length);
  if (whole !== undefined) return whole;
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const byte = bytes[at] as number;
    const length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    const char = at + length <= bytes.length ? decode(at, at + length) : undefined;
    text += char ?? String.fromCharCode(strayByte + byte);
    at += char === undefined ? 1 : length;
  }
  return text;
}

/** The byte that a character of such a text stands for; `undefined` for an ordinary character. */
export function findStrayByte(char: string): number | undefined {
  const byte = char.charCodeAt(0) - strayByte;
  return char.length === 1 && byte >= 0x80 && byte <= 0xff ? byte : undefined;
}
