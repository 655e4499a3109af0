/** Letters that one 32-bit number fills. */
const chunk = 5;
const chunks = 5;

/** An id such as SwarmKit makes, 25 digits and small letters; of its own for each number of a seed. */
export function identifierOf(seed: string, number: number): string {
  const parts = Array.from({ length: chunks }, (_, index) => {
    const digits = (hashOf(`${seed}/${number}/${index}`) % 36 ** chunk).toString(36);
    return digits.padStart(chunk, "0");
  });
  return parts.join("");
}

/** FNV-1a over UTF-16 units, its bits stirred once more: texts that differ in a digit are to differ everywhere. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
