import { type Markup, markup } from "./markup.ts";

/** A photo of a landscape, drawn: the same for the same album and place in it. */
export function photo(album: number, place: number, caption: string): Markup {
  const hue = (album * 67 + place * 29) % 360;
  const sun = 20 + (album * 31 + place * 17) % 60;
  const ridge = 30 + (album * 13 + place * 7) % 14;
  const far = `M0 ${ridge}Q25 ${ridge - 16} 50 ${ridge}T100 ${ridge - 4}V64H0Z`;
  const near = `M0 ${ridge + 14}Q30 ${ridge} 60 ${ridge + 10}T100 ${ridge + 6}V64H0Z`;
  return markup`<svg viewBox="0 0 100 64" role="img" aria-label="${caption}">
<rect width="100" height="64" fill="hsl(${hue} 55% 82%)"/>
<circle cx="${sun}" cy="${ridge - 12}" r="7" fill="hsl(${(hue + 180) % 360} 80% 88%)"/>
<path d="${far}" fill="hsl(${hue} 35% 58%)"/><path d="${near}" fill="hsl(${hue} 38% 38%)"/>
</svg>`;
}
