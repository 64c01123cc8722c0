import { expose } from 'comlink';
import {
  auditOf,
  choiceOf,
  fewPeople,
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
  year: yearOf,
  trusts: trustsOf,
  /** A real round of Prio3 with both servers in this worker; one device votes more often than it may. */
  async round({ metric }: LabQuestion): Promise<Round> {
    const { runRound } = await loadTwoServers();
    const choice = choiceOf(metric);
    return runRound({
      kind: 'choice',
      length: choice.domain.options.length,
      answers: fewPeople(choice, PEOPLE),
      tamper: [{ report: CHEAT, how: 'votes' }],
      now: () => performance.now()
    });
  },
  /** Audits a sampler as it runs on this device, with the chance that real reports are drawn by. */
  audit: (question: LabQuestion, id: SamplerId) => auditOf(question, id, secureRng())
};

/** What a page calls through Comlink. */
export type LabWorker = typeof api;

expose(api);
