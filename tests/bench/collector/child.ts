import { fork, type ChildProcess } from 'node:child_process';
import { Agent, request, type RequestOptions } from 'node:http';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('server.ts', import.meta.url));

/** A collector in a process of its own. */
export interface Child {
  /** Sends one request. @returns its status @throws Error when the connection breaks */
  send(body: Uint8Array | string, options?: RequestOptions): Promise<number>;
  /** Memory of the process after a collection of garbage, MB. */
  memory(): Promise<number>;
  /** kill -9, in the middle of whatever it does. */
  kill(): Promise<void>;
}

export async function startChild(folder: string): Promise<Child> {
  const child = fork(SERVER, [folder], { execArgv: ['--import', 'tsx', '--expose-gc'] });
  const { port } = await answerOf<{ port: number }>(child);
  const agent = new Agent({ keepAlive: true });
  return {
    send: (body, options) =>
      new Promise((resolve, reject) => {
        const sent = request(
          { port, host: '127.0.0.1', path: '/collect', method: 'POST', agent, ...options },
          (response) => {
            response.resume();
            response.on('end', () => {
              resolve(response.statusCode ?? 0);
            });
            response.on('error', reject);
          }
        );
        sent.on('error', reject);
        sent.end(body);
      }),
    async memory() {
      child.send('memory');
      return (await answerOf<{ memory: number }>(child)).memory;
    },
    async kill() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      agent.destroy();
    }
  };
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => {
      reject(new Error(`the collector ended with ${code}`));
    };
    child.once('exit', died);
    child.once('message', (answer) => {
      child.off('exit', died);
      resolve(answer as Answer);
    });
  });
}
