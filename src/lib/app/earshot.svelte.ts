import { type Exclusion, History } from '$lib/history/index.ts';
import { createContext } from 'svelte';
import { Backup } from './backup.svelte.ts';
import { CatalogueSwitch } from './catalogue.svelte.ts';
import { Eraser } from './erase.svelte.ts';
import { HistoryThread } from './history-thread.ts';
import { Imports } from './imports.svelte.ts';
import { Library } from './library.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { withOverflow } from './overflow.ts';
import { PlayerSeat } from './player/seat.svelte.ts';
import { PlaysState } from './plays.svelte.ts';
import { explain } from './problems.ts';
import { hasFiles } from './files/flag.ts';
import type { FilesState } from './files/files.svelte.ts';
import { Pwa } from './pwa.svelte.ts';
import { StatisticsState } from './statistics.svelte.ts';
import { reportsHere } from './telemetry/flag.ts';
import type { TelemetryState } from './telemetry/telemetry.svelte.ts';
import { TrainingState } from './training.svelte.ts';

const NO_ROOM =
  'The browser has no room left. What you set, and your queue, are kept only as long as this page is open.';

/** Everything the pages share: made once by the layout, reached through the context. */
export class Earshot {
  readonly notices = new Notices();
  readonly settings = withOverflow(
    () => localStorage,
    () => {
      this.notices.show({ text: NO_ROOM });
    }
  );
  readonly imports = new Imports();
  readonly training: TrainingState;
  readonly library: Library;
  /** Answers for the lists and charts that need every play. */
  readonly historyThread = new HistoryThread();
  readonly statistics = new StatisticsState(this.historyThread);
  readonly plays = new PlaysState(this.historyThread);
  /** Whether there is music that the app makes itself. */
  readonly catalogue = new CatalogueSwitch(this.settings);
  readonly seat = new PlayerSeat(this);
  readonly pwa = new Pwa(() => {
    this.notices.show({ text: 'Ready to work offline.' });
    void this.pwa.measureStorage();
  });
  readonly backup = new Backup(() => this.#letGo());
  readonly eraser = new Eraser(() => this.#letGo());

  /** The listener's own audio files, once somebody has asked for them. */
  files = $state.raw<FilesState | undefined>();
  #files: Promise<FilesState> | undefined;

  #telemetry: Promise<TelemetryState> | undefined;
  /** The state of the history that training was last told of. */
  #revision: number | undefined;

  constructor() {
    const history = new History();
    this.training = new TrainingState(history, this.settings, () => this.seat.player?.playing ?? false);
    this.library = new Library(history, () => {
      this.#train();
    });
  }

  /** Brings the app to life in the browser. Returns what ends it. */
  start(serviceWorkerUrl: string): () => void {
    // What was removed before this start can no longer be brought back.
    void this.library.forgetRemoved();
    if (reportsHere(this.settings))
      void this.telemetry().then((telemetry) => {
        telemetry.report();
      });
    const stops = [
      this.library.follow(),
      this.training.listen(),
      this.backup.follow(),
      this.eraser.follow(),
      this.catalogue.follow(),
      this.seat.follow(),
      this.pwa.start(serviceWorkerUrl)
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** What may be told of this listener: loaded by its page, and at the start only where something is switched on. */
  telemetry(): Promise<TelemetryState> {
    return (this.#telemetry ??= import('./telemetry/telemetry.svelte.ts').then(
      ({ TelemetryState }) => new TelemetryState(this.historyThread, this.settings)
    ));
  }

  /** The listener's own audio files, loaded by the first who asks. */
  openFiles(): Promise<FilesState> {
    return (this.#files ??= import('./files/files.svelte.ts').then(async ({ FilesState }) => {
      const files = new FilesState(this.settings);
      await files.open();
      this.files = files;
      return files;
    }));
  }

  /** The same where there are any: the others need not load what deals with them. */
  async openFilesIfAny(): Promise<void> {
    if (hasFiles(this.settings)) await this.openFiles();
  }

  /** @param timeZone of logs that have none; default: this device's. */
  async importFiles(files: readonly File[], timeZone?: string): Promise<void> {
    if (!(await this.imports.start(files, timeZone))) {
      this.notices.show({ text: 'An import is running. Wait for it to end, or cancel it.' });
      return;
    }
    if (this.imports.report?.files.some(({ plays, skips }) => plays + skips > 0))
      await this.pwa.keepStorage();
    await this.library.refresh();
  }

  async addSample(): Promise<void> {
    await this.imports.addSample();
    await this.library.refresh();
  }

  async removeSample(): Promise<void> {
    await this.imports.removeSample();
    await this.library.refresh();
  }

  /** Keeps something out of taste, with a way back. @param what it is, for the message. */
  async exclude(exclusion: Exclusion, what: string): Promise<void> {
    const id = await this.library.exclude(exclusion);
    if (id === undefined) return;
    this.notices.show({
      text: `${what} no longer counts for your taste. It stays in your history.`,
      action: { label: 'Undo', run: () => void this.library.include(id) }
    });
  }

  /** Trains once the plays have changed and no import is about to change them again. */
  #train(): void {
    const revision = this.library.summary?.revision;
    if (revision === this.#revision || this.imports.running) return;
    this.#revision = revision;
    this.training.sync().catch((error: unknown) => {
      this.library.problem = explain(error);
    });
  }

  async #letGo(): Promise<void> {
    this.imports.stop();
    const telemetry = this.#telemetry?.then((state) => state.close());
    const files = this.#files?.then((state) => state.close());
    this.seat.close();
    this.historyThread.end();
    this.statistics.clear();
    this.plays.clear();
    await Promise.all([telemetry, files, this.training.stop(), this.library.close()]);
  }
}

export const [useEarshot, provideEarshot] = createContext<Earshot>();
