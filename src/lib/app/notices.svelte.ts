export interface Notice {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
  /** Takes the keyboard focus to the action, for what was done with the keyboard. */
  takesFocus?: boolean;
  /** Called when a notice that holds the focus leaves, so that the focus can go on from where it came. */
  onLeft?: () => void;
}

/** Long enough to read twice. */
const SHOWN_MS = 7_000;
/** Long enough to change one's mind; a notice under the pointer or with the focus stays. */
const SHOWN_WITH_ACTION_MS = 20_000;
const MOST = 3;

/** Short messages that come and go without moving the page. */
export class Notices {
  list = $state.raw<readonly Notice[]>([]);
  #timers: Record<number, ReturnType<typeof setTimeout>> = {};
  #lastId = 0;

  show(notice: Omit<Notice, 'id'>): void {
    const added = { ...notice, id: ++this.#lastId };
    this.list = [...this.list, added].slice(-MOST);
    this.release(added.id);
  }

  dismiss(id: number): void {
    this.hold(id);
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  /** Keeps a notice while somebody is at it. */
  hold(id: number): void {
    clearTimeout(this.#timers[id]);
  }

  release(id: number): void {
    this.hold(id);
    const notice = this.list.find((other) => other.id === id);
    if (!notice) return;
    this.#timers[id] = setTimeout(
      () => {
        this.dismiss(id);
      },
      notice.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS
    );
  }
}
