import type { LabEvent } from "./lab-event.ts";

/** What a process of the lab says to the one that started it, a line of JSON on its standard output. */
export type ChildLine =
  /** It serves; `ports` are those that it chose, by name. */
  | { readonly kind: "ready"; readonly ports: Readonly<Record<string, number>> }
  /** It cannot go on; `words` are for the user. */
  | { readonly kind: "failed"; readonly words: string }
  | { readonly kind: "event"; readonly event: LabEvent }
  /** Whoever asks the overlay network for this address is connected with this port of loopback, until `unlisten`. */
  | { readonly kind: "listen"; readonly address: string; readonly port: number }
  | { readonly kind: "unlisten"; readonly address: string };

/** What a line says; `undefined` for one that was printed by mistake, or that a death broke off. */
export function parseChildLine(text: string): ChildLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    return typeof line === "object" && line !== null && "kind" in line ? line as ChildLine : undefined;
  } catch {
    return undefined;
  }
}
