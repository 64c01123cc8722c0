import { HpkeConfig } from '@divviup/dap';
import { generateKeyPairSync } from 'node:crypto';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadTwoServers } from '$lib/telemetry/index.ts';

const { openDap } = await loadTwoServers();
const ID = 'A'.repeat(43);
const WEEK = 7 * 24 * 60 * 60;
const task = {
  id: ID,
  leader: 'https://leader.example/dap',
  helper: 'https://helper.example',
  timePrecisionSeconds: WEEK,
  vdaf: { type: 'histogram', length: 8, chunkLength: 3 }
};
const sums = { ...task, vdaf: { type: 'sumVec', bits: 1, length: 8, chunkLength: 3 } };

afterEach(() => {
  vi.useRealTimers();
});

/** Two servers that hand out a key and answer every upload the same. */
function servers(answer: () => Response = () => new Response(null, { status: 201 })) {
  const requests: Request[] = [];
  const fetch = (...given: Parameters<typeof globalThis.fetch>) => {
    const request = new Request(...given);
    requests.push(request);
    const asked = new URL(request.url).pathname.endsWith('/hpke_config');
    return Promise.resolve(asked ? keyList() : answer());
  };
  return { fetch, requests };
}

function keyList(): Response {
  const { x = '' } = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });
  // X25519, HKDF-SHA256, AES-128-GCM.
  const config = new HpkeConfig(1, 0x20, 1, 1, Buffer.from(x, 'base64url')).encode();
  const body = new Uint8Array([config.length >> 8, config.length & 255, ...config]);
  return new Response(body, { headers: { 'Content-Type': 'application/dap-hpke-config-list' } });
}

describe('the DAP client', () => {
  test.each([
    [task, 3],
    [sums, [0, 1, 0, 0, 1, 1, 0, 1]]
  ])('gives the leader one report, sealed for both servers', async (config, answer) => {
    const now = Date.UTC(2026, 10, 28, 12);
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const { fetch, requests } = servers();
    await openDap(config, fetch).upload(answer);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `GET https://leader.example/dap/hpke_config?task_id=${ID}`,
      `GET https://helper.example/hpke_config?task_id=${ID}`,
      `PUT https://leader.example/dap/tasks/${ID}/reports`
    ]);
    const upload = requests.at(-1);
    expect(upload?.headers.get('Content-Type')).toBe('application/dap-report');
    const body = Buffer.from((await upload?.arrayBuffer()) ?? new ArrayBuffer(0));
    // Report id (16 bytes), time (8), the public share (its length in 4), then one ciphertext a server.
    const time = Number(body.readBigUInt64BE(16));
    expect(time % WEEK).toBe(0);
    expect(now / 1000 - time).toBeLessThan(WEEK);
    expect(body.readUInt32BE(24)).toBe(32);
    expect(sealed(body.subarray(28 + 32))).toHaveLength(2);
  });

  test('says what the servers refuse', async () => {
    const problem = { type: 'urn:ietf:params:ppm:dap:error:reportRejected', title: 'Too old', taskid: ID };
    const { fetch } = servers(() =>
      Response.json(problem, { status: 400, headers: { 'Content-Type': 'application/problem+json' } })
    );
    await expect(openDap(task, fetch).upload(3)).rejects.toThrow('reportRejected: Too old');
  });

  test.each([
    [task, 8],
    [task, [1]],
    [sums, 1],
    [sums, [0, 1]]
  ])('sends nothing that does not fit the task', async (config, answer) => {
    const { fetch, requests } = servers();
    await expect(openDap(config, fetch).upload(answer)).rejects.toThrow();
    expect(requests.filter(({ method }) => method === 'PUT')).toEqual([]);
  });

  test.each([
    { ...task, id: 'short' },
    { ...task, leader: 'http://leader.example' },
    { ...task, helper: 'javascript:alert(1)' },
    { ...task, timePrecisionSeconds: 0 },
    { ...task, vdaf: { ...task.vdaf, type: 'count' } },
    { ...sums, vdaf: { ...sums.vdaf, bits: 2 } },
    { ...task, secret: 1 },
    null
  ])('takes no task like %j', (config) => {
    expect(() => openDap(config, servers().fetch)).toThrow();
  });
});

/** The ciphertexts in a report: key number, encapsulated key and payload of each. */
function sealed(bytes: Buffer): Buffer[] {
  const payloads: Buffer[] = [];
  while (bytes.length > 0) {
    const start = 3 + bytes.readUInt16BE(1) + 4;
    const end = start + bytes.readUInt32BE(start - 4);
    payloads.push(bytes.subarray(start, end));
    bytes = bytes.subarray(end);
  }
  return payloads;
}
