import type { Settings } from './overflow.ts';

/** A setting, see `settings.ts`: only "off" is kept, as the catalogue is there unless somebody does not want it. */
const KEY = 'earshot-catalogue';

/** Whether the app offers music that it makes itself. */
export class CatalogueSwitch {
  /** As the prerendered pages have it, until the setting has been read. */
  on = $state.raw(true);

  constructor(private readonly settings: Settings) {}

  /** Follows this tab and others. Returns what stops it. */
  follow(): () => void {
    const read = () => {
      this.on = this.settings.getItem(KEY) !== 'off';
    };
    read();
    addEventListener('storage', read);
    return () => {
      removeEventListener('storage', read);
    };
  }

  set(on: boolean): void {
    if (on) this.settings.removeItem(KEY);
    else this.settings.setItem(KEY, 'off');
    this.on = on;
  }
}
