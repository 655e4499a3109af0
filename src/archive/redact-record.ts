import type { Fact } from "../core/fact.ts";
import type { Redaction, SessionHead } from "../core/session.ts";
import { redactValue } from "./redaction.ts";

/** The fact without the secrets in what a provider said, addresses in errors included; the same object when there are none. */
export function redactFact(fact: Fact): { value: Fact; redactions: Redaction[] } {
  switch (fact.kind) {
    case "swarm": {
      if (fact.value === null) return { value: fact, redactions: [] };
      const { value, redactions } = redactValue("journal.ndjson", fact.value);
      return { value: { ...fact, value }, redactions: below(`${fact.object} ${fact.id}`, redactions) };
    }
    case "info": {
      const { value, redactions } = redactValue("journal.ndjson", fact.value);
      return { value: { ...fact, value }, redactions: below(`info of ${fact.source}`, redactions) };
    }
    case "event": {
      const { value, redactions } = redactValue("journal.ndjson", fact.event);
      return { value: { ...fact, event: value }, redactions: below(`event of ${fact.source}`, redactions) };
    }
    case "blind":
    case "warning": {
      const { value, redactions } = redactValue("journal.ndjson", fact);
      return { value, redactions: below(`${fact.kind} of ${fact.source}`, redactions) };
    }
    default:
      return { value: fact, redactions: [] };
  }
}

/** The head without the secrets in the addresses of its plan's sources. */
export function redactHead(head: SessionHead): { value: SessionHead; redactions: Redaction[] } {
  const { value, redactions } = redactValue("session.json", head.plan.sources);
  return {
    value: { ...head, plan: { ...head.plan, sources: value } },
    redactions: redactions.map((redaction) => ({ ...redaction, place: `plan.sources.${redaction.place}` })),
  };
}

function below(what: string, redactions: readonly Redaction[]): Redaction[] {
  return redactions.map((redaction) => ({ ...redaction, place: `${what}: ${redaction.place}` }));
}
