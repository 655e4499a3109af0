import type { Rules } from "./options.ts";

/** A value and where it comes from. */
export interface Entry {
  readonly index: number;
  readonly value: number;
}

/** Whether an entry is worse than another; NaN is the worst. */
function isWorse(a: Entry | undefined, b: Entry | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return Number.isNaN(a.value) || a.value < b.value;
}

/**
 * The `k` highest of the entries, highest first; NaN loses against every number.
 *
 * A binary heap with the worst on top, so that of equal entries the same ones stay as in Prometheus.
 */
export function keepBest(entries: readonly Entry[], k: number, rules: Rules = 3): Entry[] {
  const heap: Entry[] = [];
  for (const entry of entries) {
    const [top] = heap;
    if (top === undefined || heap.length < k) {
      heap.push(entry);
      siftUp(heap);
    } else if (rules === 2 && (top.value < entry.value || Number.isNaN(top.value))) {
      replaceTop(heap, entry);
    } else if (rules === 3 && (top.value < entry.value || (Number.isNaN(top.value) && !Number.isNaN(entry.value)))) {
      heap[0] = entry;
      siftDown(heap, heap.length);
    }
  }
  // By insertion, which leaves equal entries in the order of the heap.
  for (let end = 1; end < heap.length; end++) {
    for (let at = end; at > 0 && isWorse(heap[at - 1], heap[at]); at--) swap(heap, at, at - 1);
  }
  return heap;
}

function siftUp(heap: Entry[]): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isWorse(heap[child], heap[parent])) break;
    swap(heap, child, parent);
    child = parent;
  }
}

/** Takes the top away and then puts an entry in, as Prometheus 2 does: other equal entries stay. */
function replaceTop(heap: Entry[], entry: Entry): void {
  const last = heap.length - 1;
  swap(heap, 0, last);
  siftDown(heap, last);
  heap[last] = entry;
  siftUp(heap);
}

function siftDown(heap: Entry[], length: number): void {
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= length) return;
    if (child + 1 < length && isWorse(heap[child + 1], heap[child])) child += 1;
    if (!isWorse(heap[child], heap[parent])) return;
    swap(heap, parent, child);
    parent = child;
  }
}

function swap(heap: Entry[], a: number, b: number): void {
  const entry = heap[a] as Entry;
  heap[a] = heap[b] as Entry;
  heap[b] = entry;
}
