import { recordedOf } from "../../analysis/holdings.ts";
import { formatPromise } from "../../analysis/promise.ts";
import type { ExploreView } from "../../components/explore-view.ts";
import { formatAddress } from "../../explore/address.ts";
import { commandWords } from "../../explore/command-words.ts";
import type { PlanQuery, Subject } from "../../explore/subject.ts";
import type { Plan } from "../../core/plan.ts";
import { sessionOptions } from "../../promql/api/session-options.ts";
import { printSelector } from "../../promql/print.ts";
import type { ReadEntry } from "./book-fs.ts";
import { planPath } from "./links.ts";
import { queryView } from "./query-view.ts";
import { dayView } from "./time-view.ts";

/** From the explore page of a session to the site's root. */
export const rootOfExplorePage = "../../../";

/** All that the explore page of a session shows before anything is asked, and what its script starts from. */
export function exploreView({ session, report, verification, folder }: ReadEntry): ExploreView {
  const { plan } = session.head;
  const { selectors, losses } = recordedOf(session);
  const queries = planQueriesOf(plan);
  const subject: Subject = {
    id: folder,
    title: report.title,
    interval: report.interval,
    phases: report.phases,
    marks: report.marks,
    blinds: report.blinds,
    step: plan.step,
    options: sessionOptions(session),
    selectors: selectors.map(printSelector),
    losses: losses.map(({ selector, words }) => ({ selector: printSelector(selector), words })),
    queries,
  };
  const isDamaged = verification.problems.some(({ file }) => file === "samples.jsonl");
  return {
    title: report.title,
    plan: { id: plan.id, href: `${rootOfExplorePage}${planPath(plan.id)}` },
    time: dayView(report.interval.start),
    session: "../index.html",
    samples: "../archive/samples.jsonl",
    subject: JSON.stringify(subject),
    command: commandWords(folder),
    damage: isDamaged
      ? "The samples of this session are not those that were recorded: answers rest on a changed file."
      : "",
    phases: report.phases.map(({ name }) => name),
    marks: report.marks.map(({ label }) => label),
    queries: queries.map(({ title, query }) => ({
      title,
      href: formatAddress({ query, when: { kind: "range", ...subject.interval, step: subject.step } }, subject),
      ...queryView(query),
    })),
  };
}

/** The queries of a plan, those of its objectives first. */
export function planQueriesOf(plan: Plan): readonly PlanQuery[] {
  const objectives = plan.objectives.flatMap((objective): PlanQuery[] => {
    const { indicator, title, unit } = objective;
    if (indicator.kind !== "promql") return [];
    const threshold = { value: objective.threshold, words: `SLA ${formatPromise(objective)}` };
    return [{ title, query: indicator.query, unit, threshold }];
  });
  const panels = plan.panels.map(({ title, query, unit, legend }): PlanQuery => {
    return { title, query, unit, ...(legend === undefined ? {} : { legend }) };
  });
  return [...objectives, ...panels];
}
