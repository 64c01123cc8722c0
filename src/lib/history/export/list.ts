/** One song as the writers of lists need it. */
export interface ListedSong {
  artist: string;
  title: string;
  album?: string;
  /** What names the recording at its service, e.g. `spotify:track:...`. */
  uri?: string;
  durationMs?: number;
}

/** Any list of songs: recommendations, a top list, what a search found. */
export interface SongList {
  /** For people, on one line. */
  title: string;
  /** ms since epoch. */
  createdAt: number;
  songs: readonly ListedSong[];
}
