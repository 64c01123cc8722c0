import { explain } from './problems.ts';
import { Tabs } from './tabs.ts';

const ERASED_FLAG = 'earshot-erased';

/** Deletes all personal data of this origin, in every tab. */
export class Eraser {
  phase = $state.raw<'idle' | 'working' | 'blocked'>('idle');
  problem = $state.raw<string | undefined>();
  /** True on the first page after everything was deleted. */
  done = $state.raw(false);

  readonly #tabs: Tabs;

  /** @param letGo stops whatever in this tab reads or writes personal data. */
  constructor(letGo: () => Promise<void>) {
    this.#tabs = new Tabs('earshot-erase', letGo);
  }

  /** Listens for other tabs that erase. Returns what stops it. */
  follow(): () => void {
    this.done = sessionStorage.getItem(ERASED_FLAG) !== null;
    sessionStorage.removeItem(ERASED_FLAG);
    return this.#tabs.follow();
  }

  async run(): Promise<void> {
    this.phase = 'working';
    this.problem = undefined;
    try {
      // Of no use to a first paint.
      const { deletePersonalData } = await import('./personal-data.ts');
      await this.#tabs.letGo();
      await deletePersonalData(() => {
        this.phase = 'blocked';
      });
      sessionStorage.setItem(ERASED_FLAG, '');
    } catch (error) {
      this.problem = `Not everything could be deleted. ${explain(error)} Reload the page, then try again.`;
      this.phase = 'idle';
      return;
    }
    this.#tabs.reload();
  }
}
