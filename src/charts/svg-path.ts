/** Coordinates are kept to a tenth of a px; everything below works in whole tenths, so that roundings never add up. */
const tenths = 10;

interface Command {
  readonly letter: string;
  readonly numbers: readonly number[];
}

function commandsOf(path: string): Command[] {
  return Array.from(path.matchAll(/([A-Za-z])([^A-Za-z]*)/g), ([, letter = "", rest = ""]) => ({
    letter,
    numbers: Array.from(rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?/g), ([text]) => Number(text)),
  }));
}

/** Tenths as the shortest text: `-.5`, `12`, `7.1`. */
function print(value: number): string {
  return String(value / tenths).replace(/^(-?)0\./, "$1.");
}

function pair(x: number, y: number): string {
  const second = print(y);
  return `${print(x)}${second.startsWith("-") ? "" : ","}${second}`;
}

/**
 * The same path moved by (`dx`, `dy`), rounded to a tenth of a px and written as short as it goes.
 *
 * - Knows what Vega's marks write: M, L, H, V, A, Z in capitals and small letters; throws `SyntaxError` on others.
 * - Segments of no length vanish, straight runs join; a sub-path that is one point stays as `h0`, a dot for round caps.
 */
export function compactPath(path: string, dx = 0, dy = 0): string {
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let output = "";
  let run: { letter: "h" | "v"; length: number } | undefined;
  let drawn = true;
  const flush = () => {
    if (run !== undefined && run.length !== 0) output += `${run.letter}${print(run.length)}`;
    run = undefined;
  };
  const lineTo = (toX: number, toY: number) => {
    const [stepX, stepY] = [toX - x, toY - y];
    if (stepX === 0 && stepY === 0) return;
    drawn = true;
    if (stepX !== 0 && stepY !== 0) {
      flush();
      output += `l${pair(stepX, stepY)}`;
    } else {
      const letter = stepY === 0 ? "h" : "v";
      const length = stepX + stepY;
      if (run?.letter === letter && Math.sign(run.length) === Math.sign(length)) run.length += length;
      else {
        flush();
        run = { letter, length };
      }
    }
    [x, y] = [toX, toY];
  };
  const endPoint = () => {
    flush();
    if (!drawn) output += "h0";
  };
  const round = (value: number) => Math.round(value * tenths);
  // Exact positions beside the rounded ones, so that relative commands do not gather error.
  let [exactX, exactY] = [0, 0];
  const move = (letter: string, toX: number, toY: number) => {
    const relative = letter === letter.toLowerCase();
    exactX = relative ? exactX + toX : toX + dx;
    exactY = relative ? exactY + toY : toY + dy;
  };
  for (const { letter, numbers } of commandsOf(path)) {
    const at = (index: number) => numbers[index] ?? 0;
    switch (letter.toUpperCase()) {
      case "M":
        endPoint();
        move(letter, at(0), at(1));
        [x, y] = [round(exactX), round(exactY)];
        [startX, startY] = [exactX, exactY];
        output += `M${pair(x, y)}`;
        drawn = false;
        break;
      case "L":
        move(letter, at(0), at(1));
        lineTo(round(exactX), round(exactY));
        break;
      case "H":
        exactX = letter === "h" ? exactX + at(0) : at(0) + dx;
        lineTo(round(exactX), round(exactY));
        break;
      case "V":
        exactY = letter === "v" ? exactY + at(0) : at(0) + dy;
        lineTo(round(exactX), round(exactY));
        break;
      case "A":
        flush();
        move(letter, at(5), at(6));
        output += `a${print(round(at(0)))},${print(round(at(1)))},${at(2)},${at(3)},${at(4)},` +
          pair(round(exactX) - x, round(exactY) - y);
        [x, y] = [round(exactX), round(exactY)];
        drawn = true;
        break;
      case "Z":
        flush();
        if (drawn) output += "Z";
        [exactX, exactY] = [startX, startY];
        [x, y] = [round(exactX), round(exactY)];
        break;
      default:
        throw new SyntaxError(`Cannot shorten path "${path.slice(0, 40)}": unknown command "${letter}"`);
    }
  }
  endPoint();
  return output;
}
