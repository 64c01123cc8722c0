import type { Inflated } from '../lib/history/index.ts';

/** What the import worker sends; the answers go through a port of their own. */
export interface InflateRequest {
  deflated: Blob;
}

/** A piece, for which a message is expected back; its end; or word that the rest cannot be inflated. */
export type InflateAnswer = Inflated | 'end' | 'damaged';

/** A message costs about as much as inflating some ten thousand bytes, so pieces are large. */
const PIECE_BYTES = 512 * 1024;
/** Pieces that may lie on the other side unread: memory is bounded, and this side need not wait. */
const AHEAD = 3;

/** Inflates on a processor of its own what the import worker reads meanwhile: that is half the work of an import. */
addEventListener('message', ({ data, ports: [port] }: MessageEvent<InflateRequest>) => {
  if (port) void inflate(data.deflated, port);
});

async function inflate(deflated: Blob, port: MessagePort): Promise<void> {
  let unread = 0;
  let read = 0;
  let wake = () => undefined as unknown;
  port.onmessage = () => {
    unread--;
    wake();
  };
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      read += chunk.length;
      controller.enqueue(chunk);
    }
  });
  let piece = new Uint8Array(PIECE_BYTES);
  let length = 0;
  const flush = async () => {
    const bytes = piece.subarray(0, length);
    port.postMessage({ bytes, read } satisfies InflateAnswer, [bytes.buffer]);
    piece = new Uint8Array(PIECE_BYTES);
    length = 0;
    read = 0;
    unread++;
    while (unread > AHEAD) await new Promise((resolve) => (wake = () => (resolve(undefined), undefined)));
  };
  try {
    const inflated = deflated
      .stream()
      .pipeThrough(counted)
      .pipeThrough(new DecompressionStream('deflate-raw'));
    for await (const chunk of inflated) {
      for (let at = 0; at < chunk.length;) {
        const part = chunk.subarray(at, at + PIECE_BYTES - length);
        piece.set(part, length);
        length += part.length;
        at += part.length;
        if (length === PIECE_BYTES) await flush();
      }
    }
    await flush();
    port.postMessage('end' satisfies InflateAnswer);
  } catch {
    // What was inflated before the damage is still good.
    if (length > 0) await flush();
    port.postMessage('damaged' satisfies InflateAnswer);
  }
}
