import { expectCommand } from "./commands.ts";
import { haltHost, startHost } from "./host.ts";
import { say } from "./lab.ts";
import type { NodeName } from "./layout.ts";
import type { Truth } from "./truth.ts";

/** Who performs a drill from a second shell: names phases, sets marks, cuts the power, and remembers when. */
export interface Operator {
  readonly phases: Truth["phases"];
  readonly deeds: Truth["deeds"];
  phase(name: string): Promise<void>;
  note(label: string): Promise<void>;
  /** Sets a fault's mark, then cuts the power of the nodes. */
  halt(...nodes: readonly NodeName[]): Promise<void>;
  /** Sets a mark that ends the fault and starts the node. */
  start(node: NodeName): Promise<void>;
}

/** An operator of the recording in this book; its first phase has begun with it. */
export function openOperator(book: string, firstPhase: string): Operator {
  const phases: Truth["phases"][number][] = [{ at: Date.now() - 2_000, until: Date.now(), name: firstPhase }];
  const deeds: Truth["deeds"][number][] = [];
  const mark = (label: string, ...options: readonly string[]) =>
    expectCommand("mark", [label, ...options, "--book", book]);
  return {
    phases,
    deeds,
    async phase(name) {
      say(`drill: phase "${name}"`);
      const at = Date.now();
      await expectCommand("phase", [name, "--book", book]);
      phases.push({ at, until: Date.now(), name });
    },
    async note(label) {
      await mark(label);
    },
    async halt(...nodes) {
      await mark(`${nodes.join(" and ")} halted`, "--fault");
      deeds.push({ at: Date.now(), deed: "halt", nodes });
      await Promise.all(nodes.map(haltHost));
    },
    async start(node) {
      await mark(`${node} started again`, "--recovered");
      deeds.push({ at: Date.now(), deed: "start", nodes: [node] });
      await startHost(node);
    },
  };
}
