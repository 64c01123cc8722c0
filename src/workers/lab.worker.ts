import { expose } from 'comlink';
import {
  askedOf,
  auditOf,
  fewPeople,
  isChoice,
  PARTS,
  surveyOf,
  trustsOf,
  yearOf,
  type LabQuestion,
  type SamplerId
} from '../lib/lab/index.ts';
import { secureRng } from '../lib/privacy/index.ts';
import { loadTwoServers, type Round } from '../lib/telemetry/index.ts';

/** People in a round between two servers, and which of them cheats. */
const [PEOPLE, CHEAT] = [40, 7];

/** What takes the lab too long to work out while a slider moves. */
const api = {
  /** What the service learns at each budget, in their order. */
  surveys: (question: LabQuestion) => question.budgets.map((budget) => surveyOf(question, budget)),
  year: yearOf,
  trusts: trustsOf,
  /** A real round of Prio3 with both servers in this worker; one device votes more often than it may. */
  async round({ metric }: LabQuestion): Promise<Round> {
    const { runRound } = await loadTwoServers();
    const asked = askedOf(metric);
    const answers = fewPeople(asked, PEOPLE);
    const tamper = [{ report: CHEAT, how: 'votes' }] as const;
    const now = () => performance.now();
    if (isChoice(asked))
      return runRound({ kind: 'choice', length: asked.domain.options.length, answers, tamper, now });
    // As many of the bits are set as an answer has parts: nobody can add more than all of them.
    const bits = answers.map((parts) => Uint8Array.from({ length: PARTS }, (_, n) => Number(n < parts)));
    return runRound({ kind: 'bits', length: PARTS, answers: bits, tamper, now });
  },
  /** Audits a sampler as it runs on this device, with the chance that real reports are drawn by. */
  audit: (question: LabQuestion, id: SamplerId) => auditOf(question, id, secureRng())
};

/** What a page calls through Comlink. */
export type LabWorker = typeof api;

expose(api);
