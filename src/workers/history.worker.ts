import { expose } from 'comlink';
import { type OwnPlay, History } from '../lib/history/index.ts';
import { habitsApi } from './history/habits.ts';
import { KeptView } from './history/kept-view.ts';
import { playsApi } from './history/plays.ts';
import { statisticsApi } from './history/statistics.ts';
import { tasteApi } from './history/taste.ts';
import { weekApi } from './history/week.ts';

/** Keeps the whole history in memory, so that pages hold only what they show. One module a concern. */
const history = new History();
const view = new KeptView(history);

const api = {
  exportPlays: () => history.exportPlays(),
  addPlays: (heard: readonly OwnPlay[]) => history.addPlays(heard),
  ...habitsApi(view),
  ...playsApi(view),
  ...statisticsApi(view),
  ...tasteApi(view),
  ...weekApi(view)
};

/** What a page calls through Comlink. */
export type HistoryWorker = typeof api;

expose(api);
