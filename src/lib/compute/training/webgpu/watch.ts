/** Notices when a device is lost or reports an error that nobody asked about, whoever on it was the cause. */
export class DeviceWatch {
  /** Rejects when that happens. */
  readonly failed: Promise<never>;
  #failure: Error | undefined;
  #stop = () => {};

  constructor(device: GPUDevice) {
    this.failed = new Promise((_, reject) => {
      const fail = (message: string) => {
        this.#failure ??= new Error(message);
        reject(this.#failure);
      };
      void device.lost.then(({ message }) => {
        fail(`The GPU was lost: ${message}`);
      });
      const listen = ({ error }: GPUUncapturedErrorEvent) => {
        fail(`The GPU reports an error: ${error.message}`);
      };
      device.addEventListener('uncapturederror', listen);
      this.#stop = () => {
        device.removeEventListener('uncapturederror', listen);
      };
    });
    // Those who wait for something of the device's hear of it; nobody may be waiting.
    this.failed.catch(() => {});
  }

  /** @throws Error where the device has failed */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** What `work` gives, unless the device fails before. */
  until<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.failed]);
  }

  stop(): void {
    this.#stop();
  }
}
