/** An album of photos. */
export interface Album {
  readonly id: number;
  readonly title: string;
  /** The captions of its photos. */
  readonly photos: readonly string[];
}

/** The albums of one replica. */
export interface Shelf {
  /** Those that every replica has, then the added ones, the newest first. */
  list(): readonly Album[];
  find(id: number): Album | undefined;
  add(title: string): Album;
}

/** So many added albums are kept; then the oldest goes. */
export const mostAdded = 100;

/** What every replica has. */
export const firstAlbums: readonly Album[] = [
  { id: 1, title: "Around the lake", photos: ["Before sunrise", "The first boat", "Noon at the far shore", "Rain"] },
  { id: 2, title: "Three days in the hills", photos: ["The pass", "Where we slept", "Down again"] },
  { id: 3, title: "Evenings on the coast", photos: ["Low tide", "The last ferry"] },
];

/** A shelf in memory: what is added is gone when its process ends. */
export function openShelf(): Shelf {
  let added: readonly Album[] = [];
  let next = firstAlbums.length + 1;
  const list = () => [...firstAlbums, ...added];
  return {
    list,
    find: (id) => list().find((album) => album.id === id),
    add(title) {
      const album = { id: next++, title, photos: ["The only photo so far"] };
      added = [album, ...added].slice(0, mostAdded);
      return album;
    },
  };
}
