import { listPlans } from "../../archive/plan-fs.ts";
import { redactPlan } from "../../archive/redact-record.ts";
import { redactUrl } from "../../archive/redaction.ts";
import type { Plan } from "../../core/plan.ts";
import { bookFolder, readBook, type ReadEntry } from "./book-fs.ts";

/** A plan with its sessions, newest first. */
export interface PlanEntry {
  readonly id: string;
  readonly plan: Plan;
  /** Where the plan was read: `book` as it stands now, `session` as its newest session recorded it. */
  readonly from: "book" | "session";
  /** Why the book's own plan could not be read; "" when it could. */
  readonly problem: string;
  readonly sessions: readonly ReadEntry[];
}

/** Every plan of the book and every plan that a session was recorded with, by id, without their secrets: pages are public. */
export async function readPlans(book: string = bookFolder): Promise<readonly PlanEntry[]> {
  const sessions = (await readBook(book)).filter((entry) => entry.kind === "session");
  const { plans, problem } = await plansOf(book);
  const ids = new Set([...plans.keys(), ...sessions.map(({ session }) => session.head.plan.id)]);
  return [...ids].sort().flatMap((id): PlanEntry[] => {
    const own = sessions.filter(({ session }) => session.head.plan.id === id);
    const current = plans.get(id);
    const plan = current ?? own[0]?.session.head.plan;
    if (plan === undefined) return [];
    return [{ id, plan: redactPlan(plan), from: current === undefined ? "session" : "book", problem, sessions: own }];
  });
}

async function plansOf(book: string): Promise<{ plans: Map<string, Plan>; problem: string }> {
  try {
    return { plans: new Map((await listPlans(book)).map((plan) => [plan.id, plan])), problem: "" };
  } catch (error) {
    return { plans: new Map(), problem: redactUrl(error instanceof Error ? error.message : String(error)) };
  }
}
