import { Unavailable, type Encoder, type Route, type Rung, type RungName } from '../encoding/encoder.ts';
import type { EncoderWeights } from '../encoding/weights.ts';
import { messageOf, type Missing } from '../missing.ts';
import { BUILD_LIMIT, within } from '../within.ts';
import { judge, type Verdict } from './gate.ts';
import type { Reference } from './reference.ts';

/** A rung that exists here, and the ways to build it. */
export interface Candidate {
  name: RungName;
  routes: readonly Route[];
}

/** A rung that was built and computes correctly. */
export interface Built {
  name: RungName;
  encoder: Encoder;
  route: Route;
  /** Of the build and of the first call, ms. */
  build: number;
  first: number;
  verdict: Verdict;
}

export async function probe(rung: Rung): Promise<Candidate | Missing<RungName>> {
  try {
    return { name: rung.name, routes: await rung.probe() };
  } catch (error) {
    const problem = messageOf(error);
    return {
      name: rung.name,
      problem: error instanceof Unavailable ? problem : `It could not be looked for: ${problem}`
    };
  }
}

/** Those that may be chosen, with the routes that may: software adapters are none. */
export function eligible(found: readonly (Candidate | Missing<RungName>)[]): Candidate[] {
  return found.flatMap((rung) => {
    const routes = 'routes' in rung ? rung.routes.filter(({ isSoftware }) => !isSoftware) : [];
    return routes.length > 0 ? [{ name: rung.name, routes }] : [];
  });
}

export interface ClimbOptions {
  weights: EncoderWeights;
  reference: Reference;
  now: () => number;
}

/** Builds a rung by the first of its routes that computes correctly. */
export async function climb(
  { name, routes }: Candidate,
  options: ClimbOptions
): Promise<Built | Missing<RungName>> {
  const problems = new Set<string>();
  for (const route of routes) {
    try {
      return await within(BUILD_LIMIT, prove(name, route, options), ({ encoder }) => {
        encoder.dispose();
      });
    } catch (error) {
      problems.add(messageOf(error));
    }
  }
  return { name, problem: [...problems].join(' ') };
}

/** @throws Error when it cannot be built or computes wrongly */
async function prove(
  name: RungName,
  route: Route,
  { weights, reference, now }: ClimbOptions
): Promise<Built> {
  const startedAt = now();
  const encoder = await route.build(weights);
  try {
    const builtAt = now();
    const [window] = reference.windows;
    if (window) await encoder.encode(window.rows, window.plays);
    const first = now() - builtAt;
    const verdict = await judge(encoder, route.precision, reference);
    if (!verdict.passes) {
      throw new Error(
        `It computed wrong numbers (relative error ${verdict.error.toExponential(1)}, ${verdict.overlap} of the best 20).`
      );
    }
    return { name, encoder, route, build: builtAt - startedAt, first, verdict };
  } catch (error) {
    encoder.dispose();
    throw error;
  }
}
