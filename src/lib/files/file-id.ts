/** Of its beginning and of its end: what tells music files apart, without reading long ones whole. */
const LOOKED_AT = 1_000_000;
const HEX_DIGITS = 32;

/**
 * The same for the same content under any name: SHA-256 of the first and the last million bytes and of the size, its
 * first 128 bits. Two files that differ only between those would pass for one.
 */
export async function fileId(file: Blob): Promise<string> {
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(file.size), true);
  const rest = Math.max(LOOKED_AT, file.size - LOOKED_AT);
  const looked = new Blob([file.slice(0, LOOKED_AT), file.slice(rest), size]);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await looked.arrayBuffer()));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `file:${hex.slice(0, HEX_DIGITS)}`;
}
