import { runCommand } from "../../src/capture/command.ts";
import { UserError } from "../../src/core/user-error.ts";
import { haltHost, startHost } from "./lab/host.ts";
import { raiseLab, razeLab } from "./lab/lab.ts";
import { type NodeName, nodes, outside } from "./lab/layout.ts";
import { removeOutside } from "./lab/network.ts";
import { isOutside, rerunOutside, runOutside } from "./lab/outside.ts";
import { promote } from "./lab/swarm.ts";

const usage = `The lab of the system tests, by hand, as root

  node tests/system/lab.ts up             raise it (removes an earlier one)
  node tests/system/lab.ts down           remove it
  node tests/system/lab.ts halt NODE      cut the power of manager, worker-1 or worker-2
  node tests/system/lab.ts start NODE     start it again
  node tests/system/lab.ts promote NODE   make it a manager
  node tests/system/lab.ts run COMMAND…   run a command where the lab's addresses are reached
                                          (the namespace ${outside})`;

await runCommand(usage, async (args) => {
  const [verb, name] = args;
  if (verb === "run") return await runOutside(name ?? "sh", args.slice(2));
  if (!(await isOutside())) {
    const code = await rerunOutside();
    if (verb === "down") await removeOutside();
    return code;
  }
  switch (verb) {
    case "up":
      await raiseLab();
      break;
    case "down":
      await razeLab();
      break;
    case "halt":
      await haltHost(nodeOf(name));
      break;
    case "start":
      await startHost(nodeOf(name));
      break;
    case "promote":
      await promote(nodeOf(name));
      break;
    default:
      throw new UserError(usage);
  }
  return 0;
});

function nodeOf(name: string | undefined): NodeName {
  const found = nodes.find((node) => node === name);
  if (found === undefined) throw new UserError(`Unknown node "${name}": give one of ${nodes.join(", ")}`);
  return found;
}
