import { isDeepStrictEqual } from 'node:util';
import { judgeChangeSet } from '../../constructs/fleet-rollout/guard-handler/judge-change-set';
import type { WayBackEvent } from '../../constructs/fleet-rollout/way-back-handler/event';
import { planWayBack } from '../../constructs/fleet-rollout/way-back-handler/plan-way-back';
import { StateError } from './run-states';

interface ModelStack {
  /** Its template; undefined if it never came to be. */
  template: string | undefined;
  status: string;
  /** What CloudFormation is at: seen by nobody yet, and done whoever looks. */
  working: (() => void) | undefined;
}

interface Call {
  readonly StackName: string;
  readonly TemplateURL: string;
}

type Attribute = { readonly S: string } | { readonly SS: readonly string[] };

/**
 * A tenant's account and the table of what runs where, as the state machines of a region see them.
 *
 * A template is its address: one with `?` is refused before anything is changed, one with `!` cannot be made, each `+name` is a bucket in it.
 */
export class ModelAccount {
  /** What is on record of the tenant. */
  public record: Record<string, Attribute> | undefined;
  public hasAlarm = false;
  /** A call that fails, and how, or what it answers instead. */
  public failure: { readonly call: string; readonly error?: StateError; readonly answer?: object } | undefined;
  /** Whether each record is written twice, because nobody heard that it was. */
  public hasLostAnswers = false;
  /** Stacks that are protected from deletion. */
  public readonly protected: string[] = [];
  readonly #stacks = new Map<string, ModelStack>();
  #proposed = '';

  /** Templates of the stacks, as they are when CloudFormation is done. */
  public templates(): Map<string, string> {
    for (const stack of this.#stacks.values()) this.#finish(stack);
    return new Map(
      [...this.#stacks].flatMap(([name, { template }]) => (template === undefined ? [] : [[name, template]])),
    );
  }

  /** An attribute on record. */
  public text(name: string): string | undefined {
    const value = this.record?.[name];
    return value !== undefined && 'S' in value ? value.S : undefined;
  }

  /** Names of stacks that are on record as perhaps changed. */
  public changed(): readonly string[] {
    const { changed } = this.record ?? {};
    return changed !== undefined && 'SS' in changed ? changed.SS : [];
  }

  /** What a task of the state machines does. */
  public call(resource: string, parameters: Record<string, unknown>): unknown {
    const stack = parameters as unknown as Call;
    const [, action = resource] = /:(\w+)$/.exec(resource) ?? [];
    if (resource.startsWith('FleetGuard')) return judgeChangeSet(parameters as never);
    if (resource.startsWith('FleetWayBack')) return planWayBack(parameters as unknown as WayBackEvent);
    if (this.failure?.call === action) {
      if (this.failure.error !== undefined) throw this.failure.error;
      return this.failure.answer;
    }
    switch (action) {
      case 'getItem':
        return { ...(this.record && { Item: this.record }) };
      case 'updateItem':
        if (this.hasLostAnswers) this.#update(parameters as never);
        return this.#update(parameters as never);
      case 'describeAlarms':
        return { MetricAlarms: this.hasAlarm ? [{ AlarmName: 'acme-errors' }] : [], CompositeAlarms: [] };
      case 'describeStacks':
        return { Stacks: [{ StackStatus: this.#look(stack.StackName) }] };
      case 'createChangeSet':
        return this.#propose(stack);
      case 'describeChangeSet':
        return this.#describeProposal(stack);
      case 'executeChangeSet':
        return this.#execute(stack);
      case 'deleteStack':
        return this.#stacks.delete(stack.StackName);
      case 'updateTerminationProtection':
        return this.protected.push(stack.StackName);
      case 'deleteChangeSet':
        return {};
      default:
        throw new Error(`nobody calls ${resource}`);
    }
  }

  #look(name: string): string {
    const stack = this.#stacks.get(name);
    if (stack === undefined) throw new StateError('CloudFormationException', `Stack with id ${name} does not exist`);
    const { status } = stack;
    this.#finish(stack);
    return status;
  }

  #finish(stack: ModelStack): void {
    stack.working?.();
    stack.working = undefined;
  }

  #propose({ StackName: name, TemplateURL: template }: Call): object {
    const stack = this.#stacks.get(name) ?? { template: undefined, status: 'REVIEW_IN_PROGRESS', working: undefined };
    if (stack.working !== undefined) throw new Error(`${name} is being worked on`);
    if (stack.status === 'ROLLBACK_COMPLETE') throw new Error(`${name} can only be deleted`);
    this.#stacks.set(name, stack);
    this.#proposed = template;
    return {};
  }

  #describeProposal({ StackName: name }: Call): object {
    const { template } = this.#stacks.get(name)!;
    if (template === this.#proposed)
      return { Status: 'FAILED', StatusReason: "The submitted information didn't contain changes." };
    const [isRefused, reason] = /\?(.*)/.exec(this.#proposed) ?? [];
    if (isRefused) return { Status: 'FAILED', ...(reason && { StatusReason: reason }) };
    const kept = bucketsOf(this.#proposed);
    const Changes = bucketsOf(template ?? '')
      .filter((bucket) => !kept.includes(bucket))
      .map((LogicalResourceId) => ({
        ResourceChange: {
          Action: 'Remove',
          LogicalResourceId,
          ResourceType: 'AWS::S3::Bucket',
          PolicyAction: 'Delete',
        },
      }));
    return { Status: 'CREATE_COMPLETE', Changes };
  }

  #execute({ StackName: name }: Call): object {
    const stack = this.#stacks.get(name)!;
    const [proposed, isNew] = [this.#proposed, stack.template === undefined];
    const lost = bucketsOf(stack.template ?? '').filter((bucket) => !bucketsOf(proposed).includes(bucket));
    if (lost.length > 0) throw new Error(`lost ${lost.join(', ')} of ${name}`);
    stack.status = isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
    stack.working = () => {
      const isMade = !proposed.includes('!');
      if (isMade) stack.template = proposed;
      if (isNew) stack.status = isMade ? 'CREATE_COMPLETE' : 'ROLLBACK_COMPLETE';
      else stack.status = isMade ? 'UPDATE_COMPLETE' : 'UPDATE_ROLLBACK_COMPLETE';
    };
    return {};
  }

  #update({
    UpdateExpression: expression,
    ConditionExpression: condition,
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
  }: Update): object {
    const before = this.record ?? {};
    const release = before['release'];
    if (condition !== undefined && release !== undefined && isDeepStrictEqual(release, values[':release'])) {
      throw new StateError('DynamoDB.ConditionalCheckFailedException', 'The conditional request failed');
    }
    const after = { ...before };
    for (const [, clause, list = ''] of expression.matchAll(/(SET|ADD|REMOVE) (.*?)(?= REMOVE |$)/g)) {
      for (const part of list.split(/, (?=#)/)) {
        const [attribute = '', value = ''] = part.split(/ = | /, 2).map((each) => names[each] ?? each);
        const copied = /^if_not_exists\((#\w+), (:\w+)\)$/.exec(part.split(' = ')[1] ?? '');
        if (clause === 'REMOVE') delete after[attribute];
        else if (clause === 'ADD') after[attribute] = { SS: union(before[attribute], values[value]) };
        else after[attribute] = copied ? (before[names[copied[1]!]!] ?? values[copied[2]!]!) : values[value]!;
      }
    }
    this.record = after;
    return {};
  }
}

interface Update {
  readonly UpdateExpression: string;
  /** That it is of another release; the only one there is. */
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues: Readonly<Record<string, Attribute>>;
}

function bucketsOf(template: string): string[] {
  return template.match(/\+\w+/g) ?? [];
}

function union(...sets: readonly (Attribute | undefined)[]): string[] {
  return [...new Set(sets.flatMap((set) => (set !== undefined && 'SS' in set ? set.SS : [])))].toSorted();
}
