import process from "node:process";

/** How often a bench asks, by its only argument; `--help` prints the usage and ends, anything else but a number too, with 64. */
export function readRepetitions(usage: string, usual: number): number {
  const [asked = String(usual)] = process.argv.slice(2);
  if (asked === "--help" || asked === "-h") {
    process.stdout.write(usage);
    process.exit();
  }
  const repetitions = Number(asked);
  if (!Number.isInteger(repetitions) || repetitions < 1) {
    process.stderr.write(`Cannot repeat ${JSON.stringify(asked)} times: expected a whole number above 0\n\n${usage}`);
    process.exit(64);
  }
  return repetitions;
}
