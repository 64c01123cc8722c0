/** Chromium's, which TypeScript's DOM library leaves out. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean;
}

/** Whether this device is on power, as far as the browser tells (Chromium does). */
export class Power {
  #battery: BatteryManager | undefined;

  /** Undefined where the browser does not say. */
  async charging(): Promise<boolean | undefined> {
    return (await this.#get())?.charging;
  }

  /** Calls `listener` when the device is plugged in or out. */
  async follow(listener: () => void, signal: AbortSignal): Promise<void> {
    (await this.#get())?.addEventListener('chargingchange', listener, { signal });
  }

  async #get(): Promise<BatteryManager | undefined> {
    const { getBattery } = navigator as { getBattery?: () => Promise<BatteryManager> };
    // Refused where the page's policy forbids it.
    this.#battery ??= await getBattery?.call(navigator).catch(() => undefined);
    return this.#battery;
  }
}
