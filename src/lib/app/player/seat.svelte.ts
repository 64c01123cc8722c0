import type { Earshot } from '../earshot.svelte.ts';
import { QUEUE_KEY } from './queue-key.ts';
import type { Player } from './player.svelte.ts';

/** The player's place: taken when somebody puts something on, or did so before. A first page carries no player. */
export class PlayerSeat {
  player = $state.raw<Player | undefined>();
  #opening: Promise<Player> | undefined;
  #closed = false;

  constructor(private readonly earshot: Earshot) {}

  /** Opens the player where there is a queue from before. Returns what ends it. */
  follow(): () => void {
    if (localStorage.getItem(QUEUE_KEY) !== null) void this.open();
    return () => {
      this.close();
    };
  }

  /** The player, loaded by the first who asks. */
  open(): Promise<Player> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<Player> {
    // A stored queue may have files of the listener's own in it, which must be known by then.
    const [{ Player }] = await Promise.all([import('./player.svelte.ts'), this.earshot.openFilesIfAny()]);
    const player = new Player(this.earshot);
    if (this.#closed) player.close();
    else this.player = player;
    return player;
  }

  close(): void {
    this.#closed = true;
    this.player?.close();
    this.player = undefined;
  }
}
