import type { Track } from './track.ts';

/** What the system's controls may do: lock screen, headphones, media keys. */
export interface Controls {
  /** Seconds. */
  readonly position: number;
  play(): void;
  pause(): void;
  next(): void;
  previous(): void;
  /** @param to seconds; beyond the ends means the ends */
  seek(to: number): void;
}

/** A picture of what plays. */
export interface Artwork {
  /** Its address. */
  src: string;
  /** Pixels each way; undefined where nobody has counted them. */
  size: number | undefined;
  /** 'image/png' */
  type: string;
}

/** Where the system does not say how far, seconds. */
const SEEK_BY = 10;

/** What the system shows of the music, and its controls. Does nothing in a browser without Media Session. */
export class LockScreen {
  readonly #session = 'mediaSession' in navigator ? navigator.mediaSession : undefined;

  constructor(controls: Controls) {
    const seekBy = (seconds: number) => {
      controls.seek(controls.position + seconds);
    };
    const handlers: Partial<Record<MediaSessionAction, MediaSessionActionHandler>> = {
      play: () => {
        controls.play();
      },
      pause: () => {
        controls.pause();
      },
      stop: () => {
        controls.pause();
      },
      nexttrack: () => {
        controls.next();
      },
      previoustrack: () => {
        controls.previous();
      },
      seekbackward: ({ seekOffset }) => {
        seekBy(-(seekOffset ?? SEEK_BY));
      },
      seekforward: ({ seekOffset }) => {
        seekBy(seekOffset ?? SEEK_BY);
      },
      seekto: ({ seekTime }) => {
        if (seekTime !== undefined) controls.seek(seekTime);
      }
    };
    for (const [action, handler] of Object.entries(handlers)) {
      try {
        this.#session?.setActionHandler(action as MediaSessionAction, handler);
      } catch {
        // This browser does not know the action.
      }
    }
  }

  showTrack({ title, artist, album }: Track, artwork: Artwork | undefined): void {
    if (!this.#session) return;
    const pictures = artwork && [
      {
        src: artwork.src,
        type: artwork.type,
        ...(artwork.size !== undefined && { sizes: `${artwork.size}x${artwork.size}` })
      }
    ];
    this.#session.metadata = new MediaMetadata({
      title,
      artist,
      album: album ?? '',
      ...(pictures && { artwork: pictures })
    });
  }

  /** To be called after every jump, pause and change of piece; between them the system counts by itself. */
  showPosition(position: number, duration: number, playing: boolean): void {
    if (!this.#session) return;
    this.#session.playbackState = playing ? 'playing' : 'paused';
    this.#session.setPositionState({ duration, position: Math.max(0, Math.min(position, duration)) });
  }

  clear(): void {
    if (!this.#session) return;
    this.#session.metadata = null;
    this.#session.playbackState = 'none';
  }
}
