import type { Plan } from "../core/plan.ts";
import type { Face } from "./face.ts";
import { type LiveCommand, noInput, pressKey } from "./live-input.ts";
import { renderScreen } from "./live-screen.ts";
import { emptyState, noteFact } from "./live-state.ts";
import { judgeNow, judgeProbeNow, measureProbe, overdueOf } from "./objective-now.ts";
import type { Recorder } from "./recorder.ts";
import { beat, beatAlone } from "./schedule.ts";
import { paintWith } from "./screen-text.ts";
import { takeTerminal } from "./terminal.ts";

/** What the view asks of whoever started it. */
export interface LiveActions {
  command(command: LiveCommand): void;
  interrupt(): void;
}

/** How long the foot tells of a key that means nothing, ms; then it tells the keys again. */
const shownComplaint = 4_000;

/** The present values are asked for at least so often, ms. */
const longestAsking = 5_000;

/** The live view on a terminal: draws four times a second, asks Prometheus for the objectives' present values every few seconds, or as often as it is recorded. */
export function showLive(plan: Plan, actions: LiveActions): Face {
  const state = emptyState();
  const answers = new Map<string, number | undefined>();
  let recorder: Recorder | undefined;
  let input = noInput;
  let complainedAt = 0;
  let ending = false;
  const terminal = takeTerminal(press, draw);
  const paint = paintWith(terminal.colour);
  const endDrawing = beat(250, draw);
  const endAsking = beatAlone(Math.min(longestAsking, plan.sources.prometheus?.every ?? Infinity), ask);

  function press(key: string): void {
    if (key === "interrupt") return actions.interrupt();
    if (ending) return;
    const pressed = pressKey(input, key, plan.phases);
    input = pressed.input;
    complainedAt = performance.now();
    if (pressed.command !== undefined) actions.command(pressed.command);
    draw();
  }

  function draw(): void {
    if (recorder === undefined) return;
    const now = recorder.now();
    if (performance.now() - complainedAt > shownComplaint) input = { ...input, complaint: undefined };
    const objectives = plan.objectives.map((objective) => {
      const { indicator } = objective;
      const probe = indicator.kind === "probe" && plan.sources.probes.find(({ name }) => name === indicator.probe);
      const value = indicator.kind === "promql"
        ? answers.get(objective.id)
        : probe
        ? measureProbe(state, probe, indicator.measure, now)
        : undefined;
      const seen = probe ? state.probes.get(probe.name) : undefined;
      const verdict = seen === undefined
        ? judgeNow(objective, value)
        : judgeProbeNow(objective, value, overdueOf(seen, now).length);
      return { words: objective.words, unit: objective.unit, value, verdict };
    });
    const { id, start, sight } = recorder;
    const view = {
      title: plan.title,
      id,
      start,
      now,
      state,
      objectives,
      sources: sight.sources(),
      offered: plan.phases,
      input,
    };
    terminal.show(renderScreen({ ...view, trouble: recorder.trouble(), ending }, terminal.size(), paint));
  }

  async function ask(): Promise<void> {
    const prometheus = recorder?.prometheus;
    if (prometheus === undefined || ending) return;
    await Promise.all(plan.objectives.map(async ({ id, indicator }) => {
      if (indicator.kind !== "promql") return;
      const answer = await prometheus.query(indicator.query).catch(() => undefined);
      const series = answer?.result.series ?? [];
      answers.set(id, series.length === 1 ? series[0]?.values[0] : undefined);
    }));
  }

  return {
    note: (fact) => void noteFact(state, fact),
    follow(started) {
      recorder = started;
      draw();
      void ask();
    },
    // The head of the screen says it for as long as it lasts.
    trouble() {},
    ending() {
      ending = true;
      draw();
    },
    close() {
      endDrawing();
      terminal.restore();
      void endAsking();
    },
  };
}
