/** Where the queue is kept; a setting, see `../settings.ts`. Read by the first page, so it stands alone. */
export const QUEUE_KEY = 'earshot-queue';
