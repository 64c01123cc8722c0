import { sure, type Mixture } from './examine.ts';
import { maskUnheard } from './evaluate.ts';
import { Gate } from './mixture/gate.ts';
import { PER_PART, caseFeatures } from './mixture/cases.ts';
import type { Knowledge } from './mixture/knowledge.ts';
import { mix, type Mixed } from './mixture/mixture.ts';
import type { NetworkScorer } from './network/served.ts';
import { PARTS } from './parts/index.ts';
import { Follower, following, type Scorer } from './scorer.ts';
import type { Moment, PlaySequence } from './sequence.ts';
import type { PartId } from './types.ts';

/** A learnt mixture at work: its gate, and parts that know all plays. */
export class MixedVoices {
  readonly parts: readonly PartId[];
  readonly #gate: Gate;
  readonly #voiceOn: ((sequence: PlaySequence) => Scorer)[];

  /** @param network where it is one of the parts */
  constructor({ parts, hidden, weights }: Mixture, knowledge: Knowledge, network?: NetworkScorer) {
    this.parts = parts;
    this.#gate = new Gate(hidden, parts.length * PER_PART, caseFeatures(parts.length));
    this.#gate.weights.set(weights);
    const learnt = new Map(
      PARTS.filter(({ id }) => parts.includes(id)).map((part) => [part.id, part.fit(knowledge)])
    );
    this.#voiceOn = parts.map((id) => (sequence) => {
      const part = learnt.get(id);
      if (part) return following(part, sequence);
      if (!network) throw new Error(`There is no "${id}".`);
      return sure({ score: (moments) => network.score(moments, sequence) }, sequence);
    });
  }

  /** The candidates at a moment of a history, best first. @param depth songs that each part puts forward */
  async ask(sequence: PlaySequence, moment: Moment, depth: number): Promise<Mixed[]> {
    const rows: Float32Array[] = [];
    for (const voiceOn of this.#voiceOn) {
      const row = await voiceOn(sequence).score([moment]);
      maskUnheard(row, sequence, moment.known);
      rows.push(row);
    }
    return mix(this.#gate, rows, new Follower(sequence).until(moment.known), moment.at, depth);
  }
}
