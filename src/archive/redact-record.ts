import type { Fact } from "../core/fact.ts";
import type { Plan } from "../core/plan.ts";
import type { Redaction, SessionHead } from "../core/session.ts";
import type { AnswerPart } from "./answer-part.ts";
import { redactValue } from "./redaction.ts";

/** The fact without the secrets in any of its texts, human words included; the same object when there are none. */
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
    case "warning":
      return redactWords(fact, `${fact.kind} of ${fact.source}`);
    case "probe":
      return fact.ended.some(([, , answer]) => typeof answer === "string")
        ? redactWords(fact, `probe ${fact.probe}`)
        : { value: fact, redactions: [] };
    case "phase":
    case "mark":
    case "alert":
      return redactWords(fact, `${fact.kind} at ${fact.at}`);
    case "clock":
    case "recorder":
      return { value: fact, redactions: [] };
  }
}

/** The head without the secrets in its title and its plan: descriptions, addresses, queries. */
export function redactHead(head: SessionHead): { value: SessionHead; redactions: Redaction[] } {
  return redactValue("session.json", head);
}

/** The part of an answer without the secrets in its query, its labels, its warnings and its error; samples are not looked at. */
export function redactAnswerPart(file: string, part: AnswerPart): { value: AnswerPart; redactions: Redaction[] } {
  return redactValue(file, part);
}

/** The plan without the secrets in its texts, addresses and queries; the same object when there are none. */
export function redactPlan(plan: Plan): Plan {
  return redactValue("plan", plan).value;
}

function redactWords(fact: Fact, what: string): { value: Fact; redactions: Redaction[] } {
  const { value, redactions } = redactValue("journal.ndjson", fact);
  return { value, redactions: below(what, redactions) };
}

function below(what: string, redactions: readonly Redaction[]): Redaction[] {
  return redactions.map((redaction) => ({ ...redaction, place: `${what}: ${redaction.place}` }));
}
