import { element, elementById } from "./element-dom.ts";
import { queryCode } from "./query-pieces-dom.ts";

/** A question that was asked in this tab. */
interface Asked {
  readonly query: string;
  /** The search part of its address. */
  readonly address: string;
}

const most = 20;

/** The page's list of what was asked before the present question; answers what to call with each that was answered. */
export function askedList(): (asked: Asked) => void {
  const section = elementById("asked", HTMLElement);
  const list = elementById("asked-list", HTMLOListElement);
  const key = `drillbook-asked ${location.pathname}`;
  let all = stored(key);
  let present = "";

  function render(): void {
    const before = all.filter(({ address }) => address !== present);
    list.replaceChildren(...before.map(({ query, address }) => {
      return element("li", {}, element("a", { href: address, "data-ask": "" }, queryCode(query)));
    }));
    section.hidden = before.length === 0;
  }
  render();

  return (asked) => {
    present = asked.address;
    all = [asked, ...all.filter(({ address }) => address !== asked.address)].slice(0, most);
    render();
    try {
      sessionStorage.setItem(key, JSON.stringify(all));
    } catch {
      // Storage may be forbidden: the list then lasts as long as the page.
    }
  };
}

function stored(key: string): readonly Asked[] {
  try {
    const found: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? found.filter(isAsked).slice(0, most) : [];
  } catch {
    return [];
  }
}

function isAsked(value: unknown): value is Asked {
  return typeof value === "object" && value !== null && "query" in value && typeof value.query === "string" &&
    "address" in value && typeof value.address === "string" && value.address.startsWith("?");
}
