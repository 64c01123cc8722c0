/** What the import worker sends: a stream to inflate, and where to send the inflated one. */
export interface InflateRequest {
  deflated: ReadableStream<Uint8Array<ArrayBuffer>>;
}

/** Inflates on a processor of its own what the import worker reads meanwhile: that is half the work of an import. */
addEventListener('message', ({ data, ports: [port] }: MessageEvent<InflateRequest>) => {
  const inflated = data.deflated.pipeThrough(new DecompressionStream('deflate-raw'));
  port?.postMessage(inflated, [inflated]);
});
