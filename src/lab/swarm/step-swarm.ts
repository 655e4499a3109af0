import type { Instant } from "../../core/time.ts";
import type { AgentReport } from "../host/agent-report.ts";
import { deployServices } from "./deploy-services.ts";
import { fillSlots, releaseTasks, retireTasks } from "./fill-slots.ts";
import { forgetTasks } from "./forget-tasks.ts";
import { hearReport } from "./hear-report.ts";
import type { LabSwarm, SwarmRules } from "./lab-swarm.ts";
import { noticeSilence } from "./notice-silence.ts";
import { placeTasks } from "./place-tasks.ts";
import { stampChanges } from "./stamp-changes.ts";

/** What moves the manager to think. */
export type Happening =
  | { readonly kind: "tick" }
  | { readonly kind: "report"; readonly report: AgentReport };

/** The swarm after a happening, with all that the manager decides then. What did not change is the same object. */
export function stepSwarm(before: LabSwarm, happening: Happening, at: Instant, rules: SwarmRules): LabSwarm {
  const seen = seeHappening(before, happening, at, rules);
  const deployed = deployServices(seen, at, rules);
  const filled = fillSlots(releaseTasks(retireTasks(deployed, at), at), at);
  return stampChanges(before, forgetTasks(placeTasks(filled, at)), at);
}

function seeHappening(swarm: LabSwarm, happening: Happening, at: Instant, rules: SwarmRules): LabSwarm {
  switch (happening.kind) {
    case "tick":
      return noticeSilence(swarm, at, rules);
    case "report":
      return hearReport(swarm, happening.report, at);
  }
}
