import { expose } from 'comlink';
import { auditOf, trustsOf, yearOf, type LabQuestion, type SamplerId } from '../lib/lab/index.ts';
import { secureRng } from '../lib/privacy/index.ts';

/** What takes the lab too long to work out while a slider moves. */
const api = {
  year: yearOf,
  trusts: trustsOf,
  /** Audits a sampler as it runs on this device, with the chance that real reports are drawn by. */
  audit: (question: LabQuestion, id: SamplerId) => auditOf(question, id, secureRng())
};

/** What a page calls through Comlink. */
export type LabWorker = typeof api;

expose(api);
