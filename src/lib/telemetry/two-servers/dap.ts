import { Task } from '@divviup/dap';
import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const address = v.pipe(
  v.string(),
  v.url(),
  v.regex(/^https:|^http:\/\/localhost[:/]/, 'must begin with https: (or be on this machine)')
);
const shape = { length: v.pipe(count, v.maxValue(1024)), chunkLength: count };
const schema = v.strictObject({
  /** 32 bytes, base64url without padding. */
  id: v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')),
  leader: address,
  helper: address,
  /** Report times are rounded down to multiples of it. */
  timePrecisionSeconds: count,
  vdaf: v.variant('type', [
    v.strictObject({ type: v.literal('histogram'), ...shape }),
    v.strictObject({ type: v.literal('sumVec'), bits: v.literal(1), ...shape })
  ])
});

/** A task as the operators of the two servers have made it; both servers and all devices must have the same. */
export type DapTask = v.InferOutput<typeof schema>;

export interface DapClient {
  readonly task: DapTask;
  /**
   * Splits, proves, encrypts each share for its server, and gives both to the leader.
   * @param answer of a histogram the number of the option, of a sumVec a bit for each
   * @throws Error for an answer that does not fit the task, DAPError when a server refuses
   */
  upload(answer: number | readonly number[]): Promise<void>;
}

/**
 * A client of the Distributed Aggregation Protocol for one task: draft-ietf-ppm-dap-09 with draft-irtf-cfrg-vdaf-08, the
 * newest that npm has (@divviup/dap 0.9). Later drafts are not compatible, so the two servers must be of a line that
 * still speaks this one, e.g. Janus 0.7.
 *
 * It asks both servers for their keys, and the helper's answer comes from the helper's own address: the site's policy
 * (`connect-src`) must name both. The built app names none but its own origin, and so sends nothing by this way.
 * @throws v.ValiError for what is no task
 */
export function openDap(task: unknown, fetch: typeof globalThis.fetch): DapClient {
  const parsed = v.parse(schema, task);
  const send = sender(parsed, (input, init) => fetch(input, init));
  return { task: parsed, upload: send };
}

type Fetch = (input: RequestInfo, init?: RequestInit) => Promise<Response>;

function sender({ vdaf, ...servers }: DapTask, fetch: Fetch): DapClient['upload'] {
  if (vdaf.type === 'histogram') {
    const task = new Task({ ...servers, ...vdaf });
    task.fetch = fetch;
    return (answer) =>
      typeof answer === 'number'
        ? task.sendMeasurement(answer)
        : Promise.reject(new Error('a histogram takes the number of one option'));
  }
  const task = new Task({ ...servers, ...vdaf });
  task.fetch = fetch;
  return (answer) =>
    typeof answer === 'number'
      ? Promise.reject(new Error('a sumVec takes a bit for each option'))
      : task.sendMeasurement([...answer]);
}
