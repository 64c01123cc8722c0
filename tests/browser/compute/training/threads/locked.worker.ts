import '../../../../../src/workers/stepping.worker.ts';

// Until this thread ends, however it ends.
void navigator.locks.request(`stepping ${crypto.randomUUID()}`, () => new Promise(() => {}));
