import { Buffer } from 'buffer';
import { bitsVdaf, choiceVdaf, type Answers, type Vdaf } from './prio3.ts';

/** What is done to one report, by its device or underway. */
export interface Tampering {
  /** Number of the report, from 0. */
  readonly report: number;
  /** The device casts two votes more for everything and proves as well as it can, or one share or the proof is changed. */
  readonly how: 'votes' | 'share' | 'proof';
}

export type RoundOptions = Answers & {
  /** Number of options. */
  readonly length: number;
  readonly tamper?: readonly Tampering[];
  /** A clock in ms, such as `performance.now`. */
  readonly now: () => number;
};

/** What came of a round. */
export interface Round {
  /** For each option, the sum over the reports accepted. All that the two servers learn together. */
  readonly total: readonly number[];
  readonly accepted: number;
  /** Numbers of the reports whose proof did not hold, so that neither server counts them. */
  readonly rejected: readonly number[];
  /** Length of one report as each server gets it, before encryption: the public share and its own share. */
  readonly bytes: { readonly leader: number; readonly helper: number };
  /** Time taken by all devices, and by both servers together. */
  readonly ms: { readonly devices: number; readonly servers: number };
}

type Sharded = Awaited<ReturnType<Vdaf<unknown>['shard']>> & { readonly nonce: Buffer };

/**
 * A whole round of Prio3 in one process: every device splits its answer in two and proves that it is a proper one, the
 * two servers check the proof on their shares and add up what holds, and the two sums together give the total.
 *
 * `choice` is Prio3Histogram: exact sums, and whoever holds both shares reads the answer. `bits` is Prio3SumVec with
 * one bit each, for answers that every device has randomized before (a unary encoding): the sums are then the support
 * that `estimate` of that mechanism takes, and the local budget holds even if the two servers collude.
 *
 * Speaks draft-irtf-cfrg-vdaf-08, as npm's @divviup/prio3 0.8 does. The draft has gone on since and the formats have
 * changed: today's servers must be of the line that speaks it (see `openDap`).
 * @throws Error for an answer that is not one of the options
 */
export function runRound({ tamper = [], now, ...rest }: RoundOptions): Promise<Round> {
  return rest.kind === 'choice'
    ? run(() => choiceVdaf(rest.length), rest.answers, tamper, now)
    : run(
        () => bitsVdaf(rest.length),
        rest.answers.map((bits) => [...bits]),
        tamper,
        now
      );
}

async function run<Answer>(
  makeVdaf: () => Vdaf<Answer>,
  answers: readonly Answer[],
  tamper: readonly Tampering[],
  now: () => number
): Promise<Round> {
  const vdaf = makeVdaf();
  // The servers agree on it; devices do not know it, so they cannot make a false proof that fits.
  const verifyKey = randomBuffer(vdaf.verifyKeySize);
  const outputs: [leader: bigint[], helper: bigint[]][] = [];
  const rejected: number[] = [];
  const bytes = { leader: 0, helper: 0 };
  const ms = { devices: 0, servers: 0 };
  for (const [report, answer] of answers.entries()) {
    const started = now();
    const how = tamper.find((tampering) => tampering.report === report)?.how;
    const sharded = await shard(how === 'votes' ? stuffing(makeVdaf()) : vdaf, answer);
    const sent = now();
    if (report === 0) Object.assign(bytes, lengths(vdaf, sharded));
    change(sharded, how);
    const output = await verify(vdaf, verifyKey, sharded);
    if (output) outputs.push(output);
    else rejected.push(report);
    ms.devices += sent - started;
    ms.servers += now() - sent;
  }
  const sums = ([0, 1] as const).map((server) =>
    vdaf.aggregate(
      null,
      outputs.map((output) => output[server])
    )
  );
  const total = vdaf.unshard(null, sums, outputs.length);
  return { total, accepted: outputs.length, rejected, bytes, ms };
}

async function shard<Answer>(vdaf: Vdaf<Answer>, answer: Answer): Promise<Sharded> {
  const nonce = randomBuffer(vdaf.nonceSize);
  return { nonce, ...(await vdaf.shard(answer, nonce, randomBuffer(vdaf.randSize))) };
}

/** What each server has in the end of one report. @returns undefined where the proof does not hold */
async function verify<Answer>(
  vdaf: Vdaf<Answer>,
  verifyKey: Buffer,
  { nonce, publicShare, inputShares }: Sharded
): Promise<[leader: bigint[], helper: bigint[]] | undefined> {
  const [leader, helper] = await Promise.all(
    inputShares.map((share, server) => {
      // The library writes into the public share, which each server has a copy of its own of.
      const copy = { jointRandParts: [...publicShare.jointRandParts] };
      return vdaf.prepareInit(verifyKey, server, null, nonce, copy, share);
    })
  );
  if (!leader || !helper) throw new Error('there must be two shares');
  try {
    const message = await vdaf.unshardPreparationShares(null, [
      leader.preparationShare,
      helper.preparationShare
    ]);
    const [first, second] = [leader, helper].map(({ preparationState }) =>
      vdaf.prepareNext(preparationState, message)
    );
    return first && second && 'outputShare' in first && 'outputShare' in second
      ? [first.outputShare, second.outputShare]
      : undefined;
  } catch (error) {
    if (error instanceof Error && error.message === 'Verify error') return undefined;
    throw error;
  }
}

function lengths<Answer>(vdaf: Vdaf<Answer>, { publicShare, inputShares }: Sharded): Round['bytes'] {
  const open = vdaf.encodePublicShare(publicShare).length;
  const [leader = 0, helper = 0] = inputShares.map((share) => open + vdaf.encodeInputShare(share).length);
  return { leader, helper };
}

/** A device that votes too often, but else keeps to the protocol. */
function stuffing<Answer>(vdaf: Vdaf<Answer>): Vdaf<Answer> {
  const encode = vdaf.flp.encode.bind(vdaf.flp);
  vdaf.flp.encode = (answer) => encode(answer).map((vote) => vote + 2n);
  return vdaf;
}

function change({ inputShares: [leader] }: Sharded, how: Tampering['how'] | undefined): void {
  if (how === 'share') addOne(leader?.measurementShare);
  if (how === 'proof') addOne(leader?.proofsShare);
}

function addOne(numbers: bigint[] | undefined): void {
  if (numbers) numbers[0] = (numbers[0] ?? 0n) + 1n;
}

function randomBuffer(length: number): Buffer {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(length)));
}
