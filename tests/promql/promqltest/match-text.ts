import { RE2JS } from "re2js";
import type { TextMatch } from "./command.ts";

/** Whether a text is like what a script expects. */
export function matchesText(match: TextMatch, text: string): boolean {
  switch (match.kind) {
    case "any":
      return true;
    case "text":
      return match.text === text;
    case "pattern":
      return RE2JS.compile(match.pattern).matcher(text).find();
  }
}

/** What a match asks for, in words that complete "expected". */
export function formatMatch(match: TextMatch, thing: string): string {
  switch (match.kind) {
    case "any":
      return `any ${thing}`;
    case "text":
      return `${thing}: ${match.text}`;
    case "pattern":
      return `${thing} like: ${match.pattern}`;
  }
}
