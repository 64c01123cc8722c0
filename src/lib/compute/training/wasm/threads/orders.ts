import type { TrainingBatch, Windows } from '../../batch.ts';
import type { TrainingState } from '../../engine.ts';
import type { SentExchange } from './exchange.ts';
import { Replica, type ReplicaSource } from './replica.ts';

/** What the thread that calls the engine tells the others to do. */
export type Order =
  | { do: 'open'; source: ReplicaSource; exchange: SentExchange; thread: number }
  | { do: 'load'; state: TrainingState }
  | { do: 'step'; batch: TrainingBatch; plays: number }
  | { do: 'encode'; windows: Windows };

/** @returns what a thread that was just started does with its orders, the first of which is to open */
export function orderTaker(): (order: Order) => void {
  let replica: Replica | undefined;
  return (order) => {
    if (order.do === 'open') replica = Replica.another(order.source, order.exchange, order.thread);
    else if (!replica) throw new Error('The thread has no replica yet.');
    else if (order.do === 'load') replica.load(order.state);
    else if (order.do === 'step') replica.step(order.batch, order.plays);
    else replica.encode(order.windows);
  };
}
