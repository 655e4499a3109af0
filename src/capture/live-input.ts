/** What a person at the live view asks for. */
export type LiveCommand =
  | { readonly kind: "phase"; readonly name: string }
  | { readonly kind: "mark"; readonly mark: "note" | "fault" | "recovered"; readonly label: string }
  | { readonly kind: "stop" };

type Question = "phase" | "note" | "fault" | "recovered" | "end";

/** What has been typed: nothing, or the answer to a question so far. */
export interface LiveInput {
  readonly question: Question | undefined;
  readonly text: string;
  /** What to say of the last line, where it meant nothing. */
  readonly complaint: string | undefined;
}

/** Nothing typed. */
export const noInput: LiveInput = { question: undefined, text: "", complaint: undefined };

const keys: Readonly<Record<string, Question>> = {
  p: "phase",
  m: "note",
  f: "fault",
  r: "recovered",
  e: "end",
  q: "end",
};
const words: ReadonlyMap<string, Question> = new Map([
  ["phase", "phase"],
  ["mark", "note"],
  ["note", "note"],
  ["fault", "fault"],
  ["recovered", "recovered"],
  ["end", "end"],
  ["stop", "end"],
  ["quit", "end"],
]);

/**
 * The input after one key (a character, or `enter`, `backspace`, `escape`), and the command that it completes.
 *
 * - A single letter asks its question: p phase, m mark, f fault, r recovered, e end. `:` or `/` begins a line in words,
 *   such as `fault worker-1 halted`.
 * - In a question for a phase, a number chooses from `offered`, counted from 1.
 */
export function pressKey(
  input: LiveInput,
  key: string,
  offered: readonly string[],
): { readonly input: LiveInput; readonly command?: LiveCommand } {
  if (key === "escape") return { input: noInput };
  if (key === "backspace") return { input: { ...input, text: input.text.slice(0, -1) } };
  if (key === "enter") return finish(input, offered);
  if (input.question === undefined && input.text === "") {
    const question = keys[key.toLowerCase()];
    if (question !== undefined) return { input: { question, text: "", complaint: undefined } };
    if (key !== ":" && key !== "/") {
      return { input: { ...noInput, complaint: "keys: p m f r e, or : and a line in words" } };
    }
    return { input: { question: undefined, text: ":", complaint: undefined } };
  }
  if (input.question === "end") {
    return key.toLowerCase() === "y" ? { input: noInput, command: { kind: "stop" } } : { input: noInput };
  }
  return { input: { ...input, text: (input.text + key).slice(0, 200), complaint: undefined } };
}

function finish(
  { question, text }: LiveInput,
  offered: readonly string[],
): { input: LiveInput; command?: LiveCommand } {
  const said = text.trim();
  if (question === undefined && said === "") return { input: noInput };
  if (question === undefined) {
    const [, word = "", rest = ""] = /^:?\s*(\S*)\s*(.*)$/.exec(said) ?? [];
    const meant = words.get(word.toLowerCase());
    if (meant === undefined) {
      return { input: { ...noInput, complaint: `"${word}" is no command: phase, mark, fault, recovered, end` } };
    }
    if (meant === "end") return { input: noInput, command: { kind: "stop" } };
    if (rest === "") return { input: { question: meant, text: "", complaint: undefined } };
    return { input: noInput, command: commandOf(meant, rest, offered) };
  }
  if (question === "end") return { input: noInput, command: { kind: "stop" } };
  if (said === "" && question === "recovered") {
    return { input: noInput, command: commandOf(question, "recovered", offered) };
  }
  if (said === "") return { input: { ...noInput, complaint: "nothing was typed" } };
  return { input: noInput, command: commandOf(question, said, offered) };
}

function commandOf(question: Exclude<Question, "end">, text: string, offered: readonly string[]): LiveCommand {
  if (question !== "phase") return { kind: "mark", mark: question, label: text };
  return { kind: "phase", name: (/^\d+$/.test(text) ? offered[Number(text) - 1] : undefined) ?? text };
}

/** The keys in what a terminal sent; sequences that mean nothing here, such as arrows, are left out. */
export function splitKeys(chunk: string): readonly string[] {
  // deno-lint-ignore no-control-regex
  const plain = chunk.replace(/\x1b[[O][0-9;]*[~A-Za-z]/g, "");
  return Array.from(plain).flatMap((character) => {
    if (character === "\r" || character === "\n") return ["enter"];
    if (character === "\x7f" || character === "\b") return ["backspace"];
    if (character === "\x1b") return ["escape"];
    if (character === "\x03") return ["interrupt"];
    return character < " " ? [] : [character];
  });
}
