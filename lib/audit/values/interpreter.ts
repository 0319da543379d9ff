import type { AuditedStack, Template } from '../assembly/audited-stack';
import type { Truth } from './condition';
import { Conditions } from './conditions';
import { withDynamicReferences } from './dynamic-reference';
import { asObject, intrinsicOf, isNoValue, markChosen } from './intrinsic';
import { type ListReader, joinedValue, selectedValue, zonesOf } from './lists';
import { mappedValues } from './mapped-values';
import { type Surroundings, importedValue, stackOutputValue } from './other-stacks';
import { parameterValue } from './parameter-value';
import { products } from './products';
import { pseudoParameter } from './pseudo-parameter';
import { type Value, concatenate, known, literal, unknown, union } from './value';

/** Deeper than this is not followed: the value could be anything. */
const MAX_DEPTH = 200;

/**
 * Evaluates one template abstractly: what cannot be known before it is deployed could be anything.
 *
 * A parameter is its allowed values, else anything: a default can be overridden at deploy time, and proves nothing.
 */
export class Interpreter {
  private readonly template: Template;
  private readonly conditions: Conditions;
  private readonly reader: ListReader;
  private readonly values = new Map<object, Value>();
  private readonly open = new Set<object>();

  public constructor(
    private readonly stack: AuditedStack,
    private readonly surroundings: Surroundings,
  ) {
    this.template = stack.template;
    const evaluate = (node: unknown): Value => this.evaluate(node);
    this.conditions = new Conditions(this.template.Conditions ?? {}, evaluate);
    this.reader = {
      evaluate,
      variants: (node) => this.variants(node),
      region: pseudoParameter('AWS::Region', stack) ?? unknown('there is no region'),
    };
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
    return this.conditions.truthOf(name);
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
        return joinedValue(argument, this.reader);
      case 'Fn::Select':
        return selectedValue(argument, this.reader);
      case 'Fn::If':
        return union(this.branches(argument).map((branch) => this.evaluate(branch)));
      case 'Fn::FindInMap': {
        const found = this.mapped(argument);
        return found === undefined
          ? unknown('the mapping has no such key')
          : union(found.map((each) => this.evaluate(each)));
      }
      case 'Fn::ImportValue':
        return importedValue(this.stack, this.evaluate(argument), this.surroundings);
      case 'Fn::GetStackOutput':
        return this.outputOf(argument);
      case 'Fn::GetAZs':
        return zonesOf(argument, this.reader);
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
    return this.surroundings.passedIn(this.stack, name) ?? parameterValue(name, this.template.Parameters?.[name]);
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

  private outputOf(argument: unknown): Value {
    const { StackName, OutputName, Region, RoleArn } = asObject(argument) ?? {};
    const given = (node: unknown): Value | undefined => (node === undefined ? undefined : this.evaluate(node));
    return stackOutputValue(
      this.stack,
      {
        stackName: this.evaluate(StackName),
        output: this.evaluate(OutputName),
        region: given(Region),
        role: given(RoleArn),
      },
      this.surroundings,
    );
  }
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}
