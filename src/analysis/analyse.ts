import type { Judging } from "../core/judging.ts";
import type { Objective } from "../core/plan.ts";
import type { Session } from "../core/session.ts";
import { worst } from "../core/verdict.ts";
import { reportAlerts } from "./alerts.ts";
import { refuseGrid } from "./answer-points.ts";
import { checkAnswers } from "./check-answers.ts";
import { findBlinds } from "./blind.ts";
import { unseenIntervals } from "./control-plane.ts";
import { reportCoverage } from "./coverage.ts";
import { sessionDoubts } from "./doubts.ts";
import { reportFailovers } from "./failover.ts";
import { factsOf } from "./facts-of.ts";
import type { ObjectiveReport } from "./finding.ts";
import { reportSwarm } from "./lanes.ts";
import { findOutages } from "./outage.ts";
import { reportPanel } from "./panels.ts";
import { findPhases, overallOf, type Phase } from "./phases.ts";
import { readProbe } from "./probe-request.ts";
import { reportProbeObjective } from "./probe-objective.ts";
import { reportPromql } from "./promql-objective.ts";
import { reportQuorum } from "./quorum.ts";
import type { MarkReport, PhaseReport, Report } from "./report.ts";
import { indexSession } from "./session-index.ts";
import { clip, totalLength, unionOf } from "./spans.ts";
import { headlineOf, summarise } from "./summary.ts";
import { readSwarm } from "./swarm-history.ts";
import { checked, untoldObjective } from "./untold-finding.ts";

/**
 * The answer to a session: verdicts with their evidence, what happened, who ran where, and what is in doubt.
 *
 * - Pure: the same session gives the same report.
 * - By the objectives and panels that it was recorded with, or by others: those of `judging`.
 * - Throws `RangeError` for a session of more than a million steps.
 * - The verdict is the worst over all objectives, over all and in every phase that leaves something to judge.
 */
export function analyse(session: Session, judging?: Judging): Report {
  const { head, facts } = session;
  const index = indexSession(session, judging?.plan);
  const { interval, plan } = index;
  refuseGrid(interval, plan.step);
  const phases = findPhases(factsOf(facts, "phase"), interval, plan.warmup);
  const overall = overallOf(interval, plan.warmup);
  const marks = factsOf(facts, "mark").map(({ at, mark, label }): MarkReport => ({ at, mark, label }));

  const probes = plan.sources.probes.map((source) => readProbe(factsOf(facts, "probe"), source, interval));
  const outages = new Map(probes.map((probe) => [probe.source.name, findOutages(probe, interval.end)]));
  const objectives = plan.objectives.map((objective) =>
    checked(() => reportObjective(objective), (words) => untoldObjective(objective, phases, overall, words))
  );

  const blinds = findBlinds(factsOf(facts, "blind"), interval);
  const dockers = plan.sources.docker.map(({ name }) => name);
  const infos = factsOf(facts, "info");
  const swarm = readSwarm(factsOf(facts, "swarm"));
  const quorum = reportQuorum({ session: interval, swarm, infos, blinds, sources: dockers });
  const alerts = reportAlerts(session.series, factsOf(facts, "alert"), interval);

  const allOutages = unionOf([...outages.values()].flat());
  const broken = unionOf([...allOutages, ...objectives.flatMap((objective) => objective.overall.broken)]);
  const failovers = reportFailovers({
    session: interval,
    marks,
    swarm,
    events: factsOf(facts, "event"),
    quorum: quorum?.spans ?? [],
    probes,
    objectives,
    alerts,
    swarmEvery: plan.swarmEvery,
    step: plan.step,
    scrapeInterval: index.scrapeInterval ?? plan.step,
  });
  const coverage = reportCoverage(index, probes, blinds);
  const verdict = verdictOf(objectives, phases);
  return {
    id: head.id,
    title: head.title,
    plan: { id: plan.id, title: plan.title },
    ...judging === undefined ? {} : { judgedBy: { file: judging.file, sha256: judging.sha256 } },
    interval,
    status: head.status,
    verdict,
    headline: headlineOf(verdict, objectives, phases),
    summary: summarise({ overall, phases, objectives, probes, outages: allOutages, failovers, quorum }),
    phases: phases.map((phase, at) => reportPhase(phase, objectives.flatMap((each) => each.phases[at] ?? []), broken)),
    marks,
    objectives,
    broken,
    failovers,
    quorum,
    swarm: swarm.nodes.length + swarm.tasks.length === 0
      ? undefined
      : reportSwarm(swarm, interval, unseenIntervals(dockers, blinds, infos, interval)),
    alerts,
    probes: probes.map(({ source, requests }) => ({
      name: source.name,
      url: source.url,
      requests,
      outages: outages.get(source.name) ?? [],
    })),
    panels: plan.panels.map((panel) =>
      checked(
        () => reportPanel(index, panel),
        (error) => ({ panel, lines: [], warnings: [], error }),
      )
    ),
    blinds,
    coverage,
    truth: checkAnswers(index),
    doubts: sessionDoubts(index, { blinds, coverage, alerts, broken, failovers }),
  };

  function reportObjective(objective: Objective): ObjectiveReport {
    const { indicator } = objective;
    if (indicator.kind === "promql") return reportPromql(index, objective, indicator.query, { phases, overall });
    const record = probes.find(({ source }) => source.name === indicator.probe);
    const material = { measure: indicator.measure, record, outages: outages.get(indicator.probe) ?? [] };
    return reportProbeObjective(index, objective, material, { phases, overall });
  }
}

function reportPhase(phase: Phase, findings: ObjectiveReport["phases"], broken: Report["broken"]): PhaseReport {
  const inside = clip(broken, phase.interval);
  return {
    ...phase,
    verdict: worst(findings.map(({ verdict }) => verdict)),
    broken: inside,
    timeBroken: totalLength(inside),
  };
}

function verdictOf(objectives: readonly ObjectiveReport[], phases: readonly Phase[]): Report["verdict"] {
  return worst(objectives.flatMap((objective) => [
    objective.overall.verdict,
    ...objective.phases.flatMap((finding, index) => isJudged(phases[index]) ? [finding.verdict] : []),
  ]));
}

function isJudged(phase: Phase | undefined): boolean {
  return phase !== undefined && phase.judged.end > phase.judged.start;
}
