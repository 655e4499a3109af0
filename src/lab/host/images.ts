import { startAlbum } from "../album/album.ts";
import { startProxy } from "../proxy/proxy.ts";
import type { StartContainer } from "./container.ts";

/** The programs that a host can run, by the names of their images. */
export const images: Readonly<Record<string, StartContainer>> = {
  "album:1": startAlbum,
  "traefik:3": startProxy,
};
