import type { Workbox } from 'workbox-window';

/** Chromium's event, which TypeScript's DOM library leaves out. */
interface BeforeInstallPromptEvent extends Event {
  prompt(): Promise<unknown>;
}

/** A long-lived page looks for a new version when it comes back to the front, at most this often. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

export interface StorageUse {
  bytes: number | undefined;
  /** True when the browser promised not to clear the data by itself. */
  persisted: boolean;
}

/** The app as something installed: versions, installing, lasting storage. */
export class Pwa {
  updateReady = $state.raw(false);
  installable = $state.raw(false);
  /** iPhones and iPads install through the share menu and offer no button. */
  installByHand = $state.raw(false);
  storage = $state.raw<StorageUse | undefined>();

  #prompt: BeforeInstallPromptEvent | undefined;
  #workbox: Workbox | undefined;
  #accepted = false;

  constructor(private readonly onReadyOffline: () => void) {}

  /** @param scriptUrl the service worker's address. Returns what stops the listening. */
  start(scriptUrl: string): () => void {
    const abort = new AbortController();
    const { signal } = abort;
    this.installByHand = isIos() && !isInstalled();
    addEventListener(
      'beforeinstallprompt',
      (event) => {
        event.preventDefault();
        this.#prompt = event as BeforeInstallPromptEvent;
        this.installable = true;
      },
      { signal }
    );
    addEventListener(
      'appinstalled',
      () => {
        this.installable = false;
      },
      { signal }
    );
    // Some private windows have no service workers, whatever the types say; the development server has none either.
    const supported = (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker !== undefined;
    if (import.meta.env.PROD && supported) void this.#register(scriptUrl, signal);
    return () => {
      abort.abort();
    };
  }

  async install(): Promise<void> {
    const prompt = this.#prompt;
    this.#prompt = undefined;
    this.installable = false;
    await prompt?.prompt();
  }

  /** Changes to the new version; only ever called because the person asked for it. */
  update(): void {
    this.#accepted = true;
    this.#workbox?.messageSkipWaiting();
    // Another tab may have made the change already: then there is nothing left to wait for.
    void navigator.serviceWorker.getRegistration().then((registration) => {
      if (!registration?.waiting) location.reload();
    });
  }

  /** Asks the browser not to clear the data when the disk runs full. */
  async keepStorage(): Promise<void> {
    if (!('storage' in navigator) || (await navigator.storage.persisted())) return;
    // A browser that says no, or nothing, is no problem of this moment: `measureStorage` tells what holds.
    await navigator.storage.persist().catch(() => false);
  }

  async measureStorage(): Promise<void> {
    if (!('storage' in navigator)) return;
    const [{ usage }, persisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persisted()
    ]);
    this.storage = { bytes: usage, persisted };
  }

  async #register(scriptUrl: string, signal: AbortSignal): Promise<void> {
    const { Workbox } = await import('workbox-window');
    const workbox = new Workbox(scriptUrl);
    this.#workbox = workbox;
    workbox.addEventListener('waiting', () => {
      this.updateReady = true;
    });
    workbox.addEventListener('activated', ({ isUpdate }) => {
      if (isUpdate !== true) this.onReadyOffline();
    });
    workbox.addEventListener('controlling', ({ isUpdate }) => {
      if (this.#accepted) location.reload();
      else if (isUpdate === true) this.updateReady = true;
    });
    // Without a service worker the app still works, only not offline.
    await workbox.register().catch(() => undefined);
    let looked = Date.now();
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState !== 'visible' || Date.now() - looked < LOOK_EVERY_MS) return;
        looked = Date.now();
        workbox.update().catch(() => undefined);
      },
      { signal }
    );
  }
}

function isIos(): boolean {
  // iPads call themselves Macs, but no Mac has a touch screen.
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
  );
}

function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches;
}
