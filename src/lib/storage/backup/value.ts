export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The bytes of typed arrays lie beside the JSON, one after the other in the order of the values. */
type Emit = (bytes: Uint8Array<ArrayBuffer>) => void;
/** The next so many of those bytes, in a buffer of their own. */
type Take = (bytes: number) => Uint8Array<ArrayBuffer>;

/** By the name that `Symbol.toStringTag` gives: what makes one from bytes. Little-endian, as every browser has them. */
const VIEWS = new Map<string, { bytes: number; from: (buffer: ArrayBuffer) => unknown }>(
  [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array
  ].map((View) => [View.name, { bytes: View.BYTES_PER_ELEMENT, from: (buffer) => new View(buffer) }])
);

const BUFFER = 'ArrayBuffer';
/** Far deeper than anything we store; what is deeper holds itself. */
const MAX_DEPTH = 64;
const ODD_NUMBERS = new Map([NaN, Infinity, -Infinity, -0].map((n) => [nameOf(n), n]));

/**
 * A structured-cloneable value as JSON. What JSON has is written as it is, anything else as an object with one key that
 * begins with `$`: `{"$undefined":null}`, `{"$number":"NaN"}`, `{"$bigint":"1"}`, `{"$date":0}`, `{"$map":[[k,v]]}`,
 * `{"$set":[v]}`, and `{"$Float64Array":3}` or `{"$ArrayBuffer":24}` for bytes that lie beside it. A key of an object
 * that begins with `$` itself gets another one.
 * @throws TypeError for values that we do not store: functions of the browser (blobs, keys), holes, cycles.
 */
export function encodeValue(value: unknown, emit: Emit, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new TypeError('too deep to be backed up');
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return ODD_NUMBERS.has(nameOf(value)) ? { $number: nameOf(value) } : value;
    case 'undefined':
      return { $undefined: null };
    case 'bigint':
      return { $bigint: String(value) };
    case 'object':
      return value === null
        ? null
        : encodeObject(value, emit, (inner) => encodeValue(inner, emit, depth + 1));
    default:
      throw new TypeError(`a ${typeof value} cannot be backed up`);
  }
}

function encodeObject(value: object, emit: Emit, encode: (inner: unknown) => Json): Json {
  if (Array.isArray(value)) {
    if (Object.keys(value).length !== value.length)
      throw new TypeError('an array with holes cannot be backed up');
    return value.map(encode);
  }
  if (value instanceof Date) return { $date: encode(value.getTime()) };
  if (value instanceof Map) return { $map: Array.from(value, (pair) => pair.map(encode)) };
  if (value instanceof Set) return { $set: Array.from(value, encode) };
  if (value instanceof ArrayBuffer) {
    emit(new Uint8Array(value));
    return { [`$${BUFFER}`]: value.byteLength };
  }
  if (ArrayBuffer.isView(value)) return encodeView(value, emit);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`${Object.prototype.toString.call(value)} cannot be backed up`);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, encode(inner)])
  );
}

function encodeView(view: ArrayBufferView, emit: Emit): Json {
  const name = Object.prototype.toString.call(view).slice(8, -1);
  const kind = VIEWS.get(name);
  if (!kind || !(view.buffer instanceof ArrayBuffer)) throw new TypeError(`${name} cannot be backed up`);
  emit(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  return { [`$${name}`]: view.byteLength / kind.bytes };
}

/**
 * The value that was encoded.
 * @throws TypeError or RangeError for JSON that `encodeValue` never makes.
 */
export function decodeValue(json: Json, take: Take, depth = 0): unknown {
  if (depth > MAX_DEPTH) throw new TypeError('too deep');
  const decode = (inner: Json) => decodeValue(inner, take, depth + 1);
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(decode);
  const entries = Object.entries(json);
  const [first] = entries;
  if (first && entries.length === 1 && /^\$(?!\$)/.test(first[0]))
    return decodeSpecial(first[0].slice(1), first[1], take, decode);
  return Object.fromEntries(
    entries.map(([key, inner]) => {
      if (/^\$(?!\$)/.test(key)) throw new TypeError(`unknown key ${key}`);
      return [key.startsWith('$') ? key.slice(1) : key, decode(inner)];
    })
  );
}

function decodeSpecial(kind: string, json: Json, take: Take, decode: (inner: Json) => unknown): unknown {
  switch (kind) {
    case 'undefined':
      return undefined;
    case 'number': {
      const odd = ODD_NUMBERS.get(asText(json));
      if (odd === undefined) throw new TypeError('unknown number');
      return odd;
    }
    case 'bigint':
      return BigInt(asText(json));
    case 'date':
      return new Date(asNumber(decode(json)));
    case 'map':
      return new Map(asArray(json).map((pair) => asPair(asArray(pair).map(decode))));
    case 'set':
      return new Set(asArray(json).map(decode));
    case BUFFER:
      return take(asNumber(json)).buffer;
    default: {
      const view = VIEWS.get(kind);
      if (!view) throw new TypeError(`unknown kind ${kind}`);
      return view.from(take(asNumber(json) * view.bytes).buffer);
    }
  }
}

function nameOf(n: number): string {
  return Object.is(n, -0) ? '-0' : String(n);
}

function asText(json: Json): string {
  if (typeof json !== 'string') throw new TypeError('not a text');
  return json;
}

function asNumber(value: unknown): number {
  if (typeof value !== 'number') throw new TypeError('not a number');
  return value;
}

function asArray(json: Json): Json[] {
  if (!Array.isArray(json)) throw new TypeError('not an array');
  return json;
}

function asPair(values: unknown[]): [unknown, unknown] {
  if (values.length !== 2) throw new TypeError('not a pair');
  return [values[0], values[1]];
}
