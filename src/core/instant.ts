import { z } from "zod";

const latest = Date.UTC(2200, 0, 1);

/** An instant in a file: ms since the epoch, from 1970 to 2200, so that every one can be written as a date. */
export const instant = z.number().min(0).max(latest);
