import type { SessionView } from "../../components/page-view.ts";
import type { PagedEntry } from "./book-fs.ts";
import { sessionView } from "./session-view.ts";

/** A session's page, or why there is none. */
export type DrawnSession =
  | { readonly kind: "drawn"; readonly view: SessionView }
  | { readonly kind: "damaged"; readonly problem: string };

/** Computes the page of a session; a fault of ours on one session never stops the other pages, and the page names it. */
export async function drawSession(entry: PagedEntry): Promise<DrawnSession> {
  if (entry.kind === "damaged") return { kind: "damaged", problem: entry.problem };
  try {
    return { kind: "drawn", view: await sessionView(entry) };
  } catch (error) {
    console.error(`Cannot draw session "${entry.folder}":`, error);
    return {
      kind: "damaged",
      problem: `Drillbook failed to draw this session, which is its own fault: ${String(error)}`,
    };
  }
}
