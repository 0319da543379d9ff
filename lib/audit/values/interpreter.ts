import type { AuditedStack, Template } from '../assembly/audited-stack';
import { equal } from './comparison';
import { type Truth, and, negate, or } from './condition';
import { withDynamicReferences } from './dynamic-reference';
import { asObject, intrinsicOf, isNoValue, markChosen } from './intrinsic';
import { mappedValues } from './mapped-values';
import { products } from './products';
import { pseudoParameter } from './pseudo-parameter';
import { splitValue } from './split-value';
import { type Value, concatenate, known, literal, unknown, union } from './value';

/** What a template may learn of others. */
export interface Surroundings {
  /** Value of an export, in the account and region of a stack; undefined if none of the tenant's stacks exports it. */
  readonly importValue: (stack: AuditedStack, name: string) => Value | undefined;
  /** Value of an output of a stack with that name in the same account; undefined if the tenant has none. */
  readonly stackOutput: (stack: AuditedStack, stackName: string, output: string, region?: string) => Value | undefined;
  /** Value of an output of a nested stack. */
  readonly nestedOutput: (stack: AuditedStack, logicalId: string, output: string) => Value | undefined;
  /** What the parent of a nested stack passes in as a parameter. */
  readonly passedIn: (stack: AuditedStack, parameter: string) => Value | undefined;
}

/** Deeper than this is not followed: the value could be anything. */
const MAX_DEPTH = 200;

/**
 * Evaluates one template abstractly: what cannot be known before it is deployed could be anything.
 *
 * A parameter is its allowed values, else anything: a default can be overridden at deploy time, and proves nothing.
 */
export class Interpreter {
  private readonly template: Template;
  private readonly conditions = new Map<string, Truth>();
  private readonly values = new Map<object, Value>();
  private readonly open = new Set<object>();
  private conditionDepth = 0;

  public constructor(
    private readonly stack: AuditedStack,
    private readonly surroundings: Surroundings,
  ) {
    this.template = stack.template;
  }

  /** Every text a node may have. */
  public evaluate(node: unknown): Value {
    if (typeof node === 'string') return node.includes('{{resolve:') ? withDynamicReferences(node) : known(node);
    if (typeof node === 'number' || typeof node === 'boolean') return known(String(node));
    const intrinsic = intrinsicOf(node);
    if (intrinsic === undefined) return unknown('it is no text');
    const key = node as object;
    const found = this.values.get(key);
    if (found !== undefined) return found;
    if (this.open.has(key)) return unknown('it refers to itself');
    if (this.open.size > MAX_DEPTH) return unknown('it is nested too deep to follow');
    this.open.add(key);
    const value = this.apply(intrinsic.name, intrinsic.argument);
    this.open.delete(key);
    this.values.set(key, value);
    return value;
  }

  /**
   * Every structure a node may have: branches of `Fn::If` chosen, `AWS::NoValue` left out, mappings looked up. Other intrinsic functions stay.
   */
  public variants(node: unknown): readonly unknown[] {
    if (Array.isArray(node)) {
      return products(
        node.map((element) => this.variants(element)),
        (elements) => elements.flatMap((element) => (isNoValue(element) ? [] : [element])),
      );
    }
    const intrinsic = intrinsicOf(node);
    if (intrinsic?.name === 'Fn::If') {
      return this.branches(intrinsic.argument)
        .flatMap((branch) => this.variants(branch))
        .map(markChosen);
    }
    if (intrinsic?.name === 'Fn::FindInMap') {
      const found = this.mapped(intrinsic.argument);
      return found === undefined ? [node] : found.flatMap((each) => this.variants(each)).map(markChosen);
    }
    if (intrinsic?.name === 'Fn::Select') {
      const [index, list] = Array.isArray(intrinsic.argument) ? intrinsic.argument : [];
      const position = Number(literal(this.evaluate(index)));
      if (Array.isArray(list) && (position in list || (Number.isNaN(position) && list.length > 0))) {
        const chosen = position in list ? [list[position] as unknown] : (list as unknown[]);
        return chosen.flatMap((each) => this.variants(each)).map(markChosen);
      }
    }
    const object = intrinsic === undefined ? asObject(node) : undefined;
    if (object === undefined) return [node];
    const keys = Object.keys(object);
    return products(
      keys.map((key) => this.variants(object[key])),
      (values) =>
        Object.fromEntries(keys.flatMap((key, index) => (isNoValue(values[index]) ? [] : [[key, values[index]]]))),
    );
  }

  /** Whether a condition of the template holds. */
  public condition(name: string): Truth {
    const found = this.conditions.get(name);
    if (found !== undefined) return found;
    if (this.conditionDepth > MAX_DEPTH) return 'perhaps';
    this.conditionDepth += 1;
    // What refers to itself is not known.
    this.conditions.set(name, 'perhaps');
    const truth = this.truth(this.template.Conditions?.[name]);
    this.conditions.set(name, truth);
    this.conditionDepth -= 1;
    return truth;
  }

  private apply(name: string, argument: unknown): Value {
    switch (name) {
      case 'Ref':
        return typeof argument === 'string' ? this.ref(argument) : unknown('Ref of what is no name');
      case 'Fn::GetAtt':
        return this.getAtt(argument);
      case 'Fn::Sub':
        return this.sub(argument);
      case 'Fn::Join':
        return this.join(argument);
      case 'Fn::Select':
        return this.select(argument);
      case 'Fn::If':
        return union(this.branches(argument).map((branch) => this.evaluate(branch)));
      case 'Fn::FindInMap': {
        const found = this.mapped(argument);
        return found === undefined
          ? unknown('the mapping has no such key')
          : union(found.map((each) => this.evaluate(each)));
      }
      case 'Fn::ImportValue':
        return this.imported(argument);
      case 'Fn::GetStackOutput':
        return this.outputOf(argument);
      case 'Fn::GetAZs':
        return this.zones(argument);
      case 'Fn::Base64':
        // What is in it counts, not how it is written.
        return this.evaluate(argument);
      default:
        return unknown(`${name} is not known before the deployment`);
    }
  }

  private ref(name: string): Value {
    const pseudo = pseudoParameter(name, this.stack);
    if (pseudo !== undefined) return pseudo;
    if (this.template.Resources?.[name] !== undefined) {
      return [[{ kind: 'resource', stack: this.stack.name, logicalId: name, attribute: 'Ref' }]];
    }
    return this.parameter(name);
  }

  private parameter(name: string): Value {
    const passedIn = this.surroundings.passedIn(this.stack, name);
    if (passedIn !== undefined) return passedIn;
    const parameter = asObject(this.template.Parameters?.[name]);
    if (parameter === undefined) return unknown(`there is no ${name}`);
    const { AllowedValues: allowed, Default: fallback, Type: type } = parameter;
    if (Array.isArray(allowed) && allowed.length > 0 && type === 'String') {
      return union(allowed.map((each) => known(String(each))));
    }
    const given = unknown(`parameter ${name} is given at deployment`);
    // A default proves nothing, but it is what is deployed if nobody gives another.
    const isText =
      (type === 'String' || type === 'Number') && (typeof fallback === 'string' || typeof fallback === 'number');
    return isText ? union([known(String(fallback)), given]) : given;
  }

  private getAtt(argument: unknown): Value {
    const [logicalId, attribute] = Array.isArray(argument)
      ? [argument[0] as unknown, literal(this.evaluate(argument[1]))]
      : typeof argument === 'string'
        ? [argument.slice(0, argument.indexOf('.')), argument.slice(argument.indexOf('.') + 1)]
        : [];
    if (typeof logicalId !== 'string' || attribute === undefined) return unknown('GetAtt of what is no name');
    const resource = this.template.Resources?.[logicalId];
    if (resource === undefined) return unknown(`there is no resource ${logicalId}`);
    if (resource.Type === 'AWS::CloudFormation::Stack') {
      const output = attribute.replace(/^Outputs\./, '');
      return (
        this.surroundings.nestedOutput(this.stack, logicalId, output) ??
        unknown(`nested stack ${logicalId} could not be read`)
      );
    }
    if (resource.Type === 'AWS::SSM::Parameter' && attribute === 'Value') {
      return this.evaluate(resource.Properties?.Value);
    }
    if (isCustom(resource.Type)) return unknown(`custom resource ${logicalId} says it at deployment`);
    return [[{ kind: 'resource', stack: this.stack.name, logicalId, attribute }]];
  }

  private sub(argument: unknown): Value {
    const [text, given] = Array.isArray(argument) ? (argument as unknown[]) : [argument];
    if (typeof text !== 'string') return unknown('Sub of what is no text');
    const own = asObject(given) ?? {};
    const parts = text.split(/(\$\{[^}]{0,256}\})/);
    return concatenate(
      parts.map((part, index) => {
        if (index % 2 === 0) return this.evaluate(part);
        const name = part.slice(2, -1).trim();
        if (name.startsWith('!')) return known(`\${${name.slice(1)}}`);
        if (Object.hasOwn(own, name)) return this.evaluate(own[name]);
        return name.includes('.') ? this.getAtt(name) : this.ref(name);
      }),
    );
  }

  private join(argument: unknown): Value {
    const [separator, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
    if (typeof separator !== 'string') return unknown('Join without a separator');
    const lists = this.lists(list);
    if (lists === undefined) return unknown('the list to join is not known');
    return union(
      lists.map((elements) =>
        concatenate(elements.flatMap((element, index) => (index === 0 ? [element] : [known(separator), element]))),
      ),
    );
  }

  private select(argument: unknown): Value {
    const [index, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
    const position = Number(literal(this.evaluate(index)));
    const split = intrinsicOf(list);
    const lists = split?.name === 'Fn::Split' ? this.split(split.argument, position + 1) : this.lists(list);
    if (lists === undefined) return unknown('what is selected is not known');
    // Where the position is not known it can be any.
    if (!Number.isInteger(position)) return union(lists.flat());
    return union(lists.map((elements) => elements[position] ?? unknown('the list is shorter')));
  }

  /** Every list a node may be, as values; undefined if it is not known. */
  private lists(node: unknown): readonly (readonly Value[])[] | undefined {
    if (Array.isArray(node)) {
      const elements = this.variants(node);
      return elements.map((list) => (list as unknown[]).map((element) => this.evaluate(element)));
    }
    const intrinsic = intrinsicOf(node);
    if (intrinsic?.name === 'Fn::If') {
      const lists = this.branches(intrinsic.argument).map((branch) => this.lists(branch));
      return lists.includes(undefined) ? undefined : lists.flatMap((each) => each ?? []);
    }
    if (intrinsic?.name === 'Fn::FindInMap') {
      const lists = this.mapped(intrinsic.argument)?.map((each) => this.lists(each));
      return lists === undefined || lists.includes(undefined) ? undefined : lists.flatMap((each) => each ?? []);
    }
    if (intrinsic?.name === 'Fn::Split') return this.split(intrinsic.argument);
    // No region has more zones.
    if (intrinsic?.name === 'Fn::GetAZs') return [Array.from({ length: 8 }, () => this.zones(intrinsic.argument))];
    return undefined;
  }

  /** The zones of a region, any of which the template may mean; without a region it is the stack's. */
  private zones(argument: unknown): Value {
    const region = argument === '' ? pseudoParameter('AWS::Region', this.stack)! : this.evaluate(argument);
    return concatenate([region, unknown('the letter of a zone is known at deployment')]);
  }

  /** Parts of a text; with `count`, as many of them as are asked for. */
  private split(argument: unknown, count = 0): readonly (readonly Value[])[] | undefined {
    const [separator, text] = Array.isArray(argument) ? (argument as unknown[]) : [];
    if (typeof separator !== 'string' || separator === '') return undefined;
    return splitValue(this.evaluate(text), separator, count);
  }

  /** The branches of an `Fn::If` that can be chosen. */
  private branches(argument: unknown): readonly unknown[] {
    const [name, then, otherwise] = Array.isArray(argument) ? (argument as unknown[]) : [];
    const truth = typeof name === 'string' ? this.condition(name) : 'perhaps';
    if (truth === 'yes') return [then];
    return truth === 'no' ? [otherwise] : [then, otherwise];
  }

  /** What a mapping has; the default where there is one; undefined if it is not known. */
  private mapped(argument: unknown): readonly unknown[] | undefined {
    const [map, top, second, options] = Array.isArray(argument) ? (argument as unknown[]) : [];
    return mappedValues(this.template, {
      map: this.evaluate(map),
      top: this.evaluate(top),
      second: this.evaluate(second),
      fallback: asObject(options)?.DefaultValue,
    });
  }

  private imported(argument: unknown): Value {
    const name = literal(this.evaluate(argument));
    const value = name === undefined ? undefined : this.surroundings.importValue(this.stack, name);
    return value ?? unknown(`no stack of the tenant in the assembly exports ${name ?? 'it'}`);
  }

  private outputOf(argument: unknown): Value {
    const { StackName, OutputName, Region } = asObject(argument) ?? {};
    const [stackName, output] = [literal(this.evaluate(StackName)), literal(this.evaluate(OutputName))];
    const region = Region === undefined ? undefined : literal(this.evaluate(Region));
    const value =
      stackName === undefined || output === undefined
        ? undefined
        : this.surroundings.stackOutput(this.stack, stackName, output, region);
    return (
      value ??
      unknown(`no stack of the tenant in the assembly has output ${output ?? ''} of ${stackName ?? 'that name'}`)
    );
  }

  private truth(node: unknown): Truth {
    const { name, argument } = intrinsicOf(node) ?? {};
    const list = Array.isArray(argument) ? (argument as unknown[]) : [];
    switch (name) {
      case 'Condition':
        return this.condition(String(argument));
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

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
