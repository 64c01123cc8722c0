import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Tf } from '../../compute/index.ts';

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

/**
 * Adam (Kingma and Ba 2015, algorithm 1 with the bias corrections folded into the rate). Own, because tfjs's
 * cannot be resumed bit for bit: it rebuilds its running powers of beta in float32.
 */
export class Adam<Name extends string> {
  steps = 0;
  readonly first: Record<Name, Variable>;
  readonly second: Record<Name, Variable>;

  constructor(
    private readonly tf: Tf,
    private readonly variables: Record<Name, Variable>,
    private readonly learningRate: number
  ) {
    this.first = this.#moments();
    this.second = this.#moments();
  }

  apply(gradients: Record<string, Tensor>): void {
    const { tf } = this;
    this.steps++;
    const rate = (this.learningRate * Math.sqrt(1 - BETA2 ** this.steps)) / (1 - BETA1 ** this.steps);
    tf.tidy(() => {
      for (const name of Object.keys(this.variables) as Name[]) {
        const variable = this.variables[name];
        const gradient = gradients[variable.name];
        if (!gradient) continue;
        const first = tf.add(tf.mul(this.first[name], BETA1), tf.mul(gradient, 1 - BETA1));
        const second = tf.add(tf.mul(this.second[name], BETA2), tf.mul(tf.square(gradient), 1 - BETA2));
        const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), EPSILON));
        this.first[name].assign(first);
        this.second[name].assign(second);
        variable.assign(tf.sub(variable, change));
      }
    });
  }

  #moments(): Record<Name, Variable> {
    const pairs = Object.entries<Variable>(this.variables).map(([name, variable]) => [
      name,
      this.tf.tidy(() => this.tf.variable(this.tf.zerosLike(variable)))
    ]);
    return Object.fromEntries(pairs) as Record<Name, Variable>;
  }
}
