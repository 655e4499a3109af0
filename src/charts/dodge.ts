/**
 * The centres of things that want to stand at `wanted` in one column without overlapping: in order, as near as it goes, within
 * [`top`, `bottom`]. When they do not all fit they reach over the bottom.
 */
export function dodge(
  items: readonly { readonly wanted: number; readonly height: number }[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): number[] {
  const order = items.map((item, index) => ({ ...item, index, at: item.wanted })).sort((a, b) => a.wanted - b.wanted);
  let edge = bottom;
  for (const item of order.toReversed()) {
    item.at = Math.min(item.at, edge - item.height / 2);
    edge = item.at - item.height / 2;
  }
  edge = top;
  for (const item of order) {
    item.at = Math.max(item.at, edge + item.height / 2);
    edge = item.at + item.height / 2;
  }
  return order.sort((a, b) => a.index - b.index).map(({ at }) => at);
}
