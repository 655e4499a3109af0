import { randomFrom } from "../../bench/workload.ts";

/** Choices by chance that are the same for the same seed. */
export interface Dice {
  /** Whether something of the given probability happens. */
  chance(probability: number): boolean;
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number;
  pick<Choice>(choices: readonly Choice[]): Choice;
  /** One of the makers by its weight, called. */
  roll<Made>(makers: readonly (readonly [weight: number, make: () => Made])[]): Made;
}

export function diceFrom(seed: number): Dice {
  const random = randomFrom(seed);
  // Seeds that follow each other would begin alike.
  for (let round = 0; round < 3; round++) random();
  const whole = (below: number) => Math.floor(random() * below);
  return {
    chance: (probability) => random() < probability,
    whole,
    pick: (choices) => choices[whole(choices.length)]!,
    roll(makers) {
      let left = random() * makers.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, make] of makers) if ((left -= weight) < 0) return make();
      return makers.at(-1)![1]();
    },
  };
}
