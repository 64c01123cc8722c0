import { orderTaker, type Order } from '../lib/compute/index.ts';

/** One more thread of a training step, for the worker that started it. */
const take = orderTaker();

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  take(data);
  if (data.do === 'open') postMessage('open');
});
