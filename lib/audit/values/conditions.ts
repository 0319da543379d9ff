import { type Truth, and, negate, or } from './condition';
import { equal } from './comparison';
import { intrinsicOf } from './intrinsic';
import type { Value } from './value';

/** Deeper than this is not followed: whether it holds is not known. */
const MAX_DEPTH = 200;

/** Whether the conditions of a template hold, as far as that is known before the deployment. */
export class Conditions {
  private readonly known = new Map<string, Truth>();
  private depth = 0;

  public constructor(
    private readonly nodes: Readonly<Record<string, unknown>>,
    private readonly evaluate: (node: unknown) => Value,
  ) {}

  /** Whether the condition of that name holds. */
  public truthOf(name: string): Truth {
    const found = this.known.get(name);
    if (found !== undefined) return found;
    if (this.depth > MAX_DEPTH) return 'perhaps';
    this.depth += 1;
    // What refers to itself is not known.
    this.known.set(name, 'perhaps');
    const truth = this.truth(this.nodes[name]);
    this.known.set(name, truth);
    this.depth -= 1;
    return truth;
  }

  private truth(node: unknown): Truth {
    const { name, argument } = intrinsicOf(node) ?? {};
    const list = Array.isArray(argument) ? (argument as unknown[]) : [];
    switch (name) {
      case 'Condition':
        return this.truthOf(String(argument));
      case 'Fn::Equals':
        return equal(this.evaluate(list[0]), this.evaluate(list[1]));
      case 'Fn::Not':
        return negate(this.truth(list[0]));
      case 'Fn::And':
        return list.map((each) => this.truth(each)).reduce(and, 'yes');
      case 'Fn::Or':
        return list.map((each) => this.truth(each)).reduce(or, 'no');
      default:
        return 'perhaps';
    }
  }
}
