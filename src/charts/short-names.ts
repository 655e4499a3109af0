import { fitText, textWidth } from "./text-width.ts";

/**
 * Names that fit into `room` px, made shorter where they can lose most: the beginning that all share, up to a `_`, `-`, `/`, `.` or space,
 * goes first (`myhbsapp_web.1` → `web.1`), then the middle of each: its end tells a slot from the next.
 */
export function shortNames(names: readonly string[], room: number, size: number): string[] {
  const long = names.some((name) => textWidth(name, size) > room);
  const shared = long && names.length > 1 ? sharedBeginning(names) : 0;
  return names.map((name) => shorten(name.slice(shared), room, size));
}

function sharedBeginning(names: readonly string[]): number {
  const [first = ""] = names;
  let length = 0;
  while (length < first.length && names.every((name) => name[length] === first[length])) length++;
  return first.slice(0, length).search(/[_/. -][^_/. -]*$/) + 1;
}

function shorten(name: string, room: number, size: number): string {
  if (textWidth(name, size) <= room) return name;
  const [, ending = ""] = /(\.\d+)$/.exec(name) ?? [];
  return `${fitText(name.slice(0, name.length - ending.length), room - textWidth(ending, size), size)}${ending}`;
}
