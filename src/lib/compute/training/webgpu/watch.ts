/** Notices when a device is lost or reports an error that nobody asked about, whoever on it was the cause. */
export class DeviceWatch {
  #failure: Error | undefined;
  readonly #waiting = new Set<(failure: Error) => void>();
  readonly #stop: () => void;

  constructor(device: GPUDevice) {
    const listen = ({ error }: GPUUncapturedErrorEvent) => {
      this.#fail(`The GPU reports an error: ${error.message}`);
    };
    device.addEventListener('uncapturederror', listen);
    this.#stop = () => {
      device.removeEventListener('uncapturederror', listen);
    };
    void device.lost.then(({ message }) => {
      this.#fail(`The GPU was lost: ${message}`);
    });
  }

  /** @throws Error where the device has failed */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** What `work` gives, unless the device fails before: a lost device may leave promises open for ever. */
  until<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      work.then(resolve, reject).finally(() => this.#waiting.delete(reject));
      if (this.#failure) reject(this.#failure);
    });
  }

  stop(): void {
    this.#stop();
  }

  #fail(message: string): void {
    this.#failure ??= new Error(message);
    for (const reject of this.#waiting) reject(this.#failure);
  }
}
