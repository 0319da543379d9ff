import { apply } from '../../lib/rollout/apply';
import { type Action, decide } from '../../lib/rollout/decide';
import type { RolloutEvent } from '../../lib/rollout/rollout-event';
import type { RolloutState } from '../../lib/rollout/rollout-state';
import { START } from './rollout-builders';

/** Something that was begun, as whoever does it knows it. */
type Job = Extract<Action, { readonly type: 'start' | 'rollBack' | 'checkHealth' }>;

/** Something that happens next; numbers choose among what is possible. */
export type Step =
  | { readonly type: 'drive' }
  | { readonly type: 'finish'; readonly which: number; readonly fails: boolean }
  | { readonly type: 'pass'; readonly seconds: number }
  | { readonly type: 'pause' | 'resume' | 'abort' | 'kill' | 'retry' | 'stepOver' };

/** Steps of tenants that were failed, and are done with. */
export const FAILED: ReadonlySet<string> = new Set(['rolledBack', 'untouched', 'stuck']);

/** Drives a release as an engine would, and keeps its own books; throws when a decision contradicts them. */
export class RolloutWorld {
  public readonly deployed = new Set<string>();
  public readonly failed = new Set<string>();
  /** Tenants that may have a part of the release, and are to get it again. */
  readonly #inPart = new Set<string>();
  readonly #wellRings = new Set<string>();
  #jobs: Job[] = [];
  #now = START.getTime();
  #stopped: 'paused' | 'aborted' | undefined;

  public constructor(public state: RolloutState) {}

  public do(step: Step): void {
    if (step.type === 'drive') this.drive();
    else if (step.type === 'pass') this.#now += step.seconds * 1000;
    else if (step.type === 'finish') this.#finish(step.which, step.fails);
    else if (step.type === 'kill') this.#kill();
    else if (step.type === 'retry') this.#retry();
    else if (step.type === 'stepOver') this.#stepOver();
    else this.#ask(step.type);
    // Whatever an engine may keep between two steps has to survive the disk.
    this.state = JSON.parse(JSON.stringify(this.state)) as RolloutState;
  }

  public drive(): readonly Action[] {
    const actions = decide(this.state, new Date(this.#now));
    for (const action of actions) {
      if (action.type === 'start') this.#start(action);
      else if (action.type === 'rollBack') this.#begin(action, { type: 'rollingBack', tenant: action.tenant });
      else if (action.type === 'checkHealth') this.#check(action);
    }
    return actions;
  }

  /** Goes on, all going well, until there is nothing left to do. */
  public drain(): Action {
    this.#kill();
    this.#ask('resume');
    for (let rounds = 0; rounds < 1000; rounds += 1) {
      const actions = this.drive();
      const end = actions.find(({ type }) => ['done', 'halted', 'paused', 'aborted'].includes(type));
      if (end !== undefined) return end;
      if (this.#jobs.length > 0) this.#finish(0, false);
      else this.#now += 3_600_000;
    }
    throw new Error('the release never ends');
  }

  /** Tenants the release never came to. */
  public missed(): string[] {
    return this.#ids().filter((id) => !this.deployed.has(id) && !this.failed.has(id));
  }

  /** Tenants in one of some steps, as the release says. */
  public stepsOf(isOne: (step: string) => boolean): Set<string> {
    const tenants = this.state.rings.flatMap((ring) => ring.tenants);
    return new Set(tenants.filter(({ progress }) => isOne(progress.step)).map(({ id }) => id));
  }

  #ids(): string[] {
    return this.state.rings.flatMap(({ tenants }) => tenants.map(({ id }) => id));
  }

  #start(action: Extract<Action, { readonly type: 'start' }>): void {
    const { tenant } = action;
    const index = this.state.rings.findIndex(({ tenants }) => tenants.some(({ id }) => id === tenant));
    const { definition } = this.state.rings[index]!;
    must(this.#stopped === undefined, `${tenant} is started although the release is ${this.#stopped}`);
    must(!this.deployed.has(tenant) && !this.failed.has(tenant), `${tenant} is started again`);
    for (const earlier of this.state.rings.slice(0, index)) {
      const ids = earlier.tenants.map(({ id }) => id);
      const good = ids.filter((id) => this.deployed.has(id));
      const bad = ids.filter((id) => this.failed.has(id));
      must(
        good.length + bad.length === ids.length,
        `${tenant} is started before ring ${earlier.definition.name} is through`,
      );
      must(good.length === 0 || this.#wellRings.has(earlier.definition.name), `${tenant} is started past a gate`);
      must(bad.length <= this.#mayFail(earlier), `${tenant} is started past failures`);
    }
    const failures = this.state.rings[index]!.tenants.filter(({ id }) => this.failed.has(id)).length;
    must(failures <= this.#mayFail(this.state.rings[index]!), `${tenant} is started after too many failures`);
    this.#begin(action, { type: 'deploying', tenant });
    must(this.#jobs.length <= definition.concurrency, `${this.#jobs.length} tenants at a time`);
  }

  #mayFail({ definition, tenants }: RolloutState['rings'][number]): number {
    const share = Math.floor((definition.toleratedPercent * tenants.length) / 100);
    return Math.max(definition.toleratedFailures, share);
  }

  #check(action: Extract<Action, { readonly type: 'checkHealth' }>): void {
    const ring = this.state.rings.find(({ definition }) => definition.name === action.ring)!;
    const deployed = ring.tenants.map(({ id }) => id).filter((id) => this.deployed.has(id));
    must(action.tenants.join() === deployed.join(), `${action.tenants.join()} are looked at, not ${deployed.join()}`);
    this.#begin(action, { type: 'checking', ring: action.ring });
  }

  #begin(job: Job, event: object): void {
    this.#jobs.push(job);
    this.#apply(event);
  }

  #finish(which: number, fails: boolean): void {
    const [job] = this.#jobs.splice(which % Math.max(this.#jobs.length, 1), 1);
    if (job === undefined) return;
    if (job.type === 'start') {
      this.#inPart.delete(job.tenant);
      (fails ? this.failed : this.deployed).add(job.tenant);
      this.#apply({
        type: fails ? 'deployFailed' : 'deployed',
        tenant: job.tenant,
        reason: 'no',
        ...(which % 3 === 0 && { isUntouched: true }),
      });
    } else if (job.type === 'rollBack') {
      this.#apply({ type: fails ? 'rollbackFailed' : 'rolledBack', tenant: job.tenant, reason: 'no', to: '1.9' });
    } else if (fails && which % 2 === 0) {
      this.#apply({ type: 'checkFailed', ring: job.ring, reason: 'no', unhealthy: this.#sick(job.tenants[1]) });
    } else {
      this.#wellRings.add(job.ring);
      this.#apply({ type: 'checked', ring: job.ring, unhealthy: this.#sick(fails ? job.tenants[0] : undefined) });
    }
  }

  #sick(tenant: string | undefined): object[] {
    if (tenant === undefined) return [];
    this.deployed.delete(tenant);
    this.failed.add(tenant);
    return [{ tenant, reason: 'no' }];
  }

  /** An aborted release undoes what was half done, and counts it as failed. */
  #kill(): void {
    for (const job of this.#jobs) {
      if (job.type === 'start') (this.#stopped === 'aborted' ? this.failed : this.#inPart).add(job.tenant);
    }
    this.#jobs = [];
    this.#apply({ type: 'interrupted' });
  }

  /** As people can ask it: when nobody drives. */
  #retry(): void {
    if (this.#jobs.length > 0) return;
    for (const { tenants, definition } of this.state.rings) {
      for (const { id, progress } of tenants) {
        if (!FAILED.has(progress.step)) continue;
        this.failed.delete(id);
        if (progress.step === 'stuck') this.#inPart.add(id);
        this.#wellRings.delete(definition.name);
      }
    }
    this.#apply({ type: 'retried' });
  }

  /** A tenant that waits is suspended while nobody drives. */
  #stepOver(): void {
    const waiting = this.state.rings
      .flatMap(({ tenants }) => tenants)
      .find(({ progress }) => progress.step === 'waiting');
    if (waiting !== undefined && this.#jobs.length === 0) {
      this.#inPart.delete(waiting.id);
      this.#apply({ type: 'steppedOver', tenant: waiting.id, reason: 'it is suspended' });
    }
  }

  #ask(what: 'pause' | 'resume' | 'abort'): void {
    if (what === 'resume' && this.#stopped === 'aborted') return;
    if (what === 'resume') this.#stopped = undefined;
    else if (this.#stopped !== 'aborted') this.#stopped = what === 'pause' ? 'paused' : 'aborted';
    if (what === 'abort') this.#undoParts();
    this.#apply({ type: { pause: 'paused', resume: 'resumed', abort: 'aborted' }[what] });
  }

  /** What is half done when a release is aborted has failed, but for what is being done. */
  #undoParts(): void {
    for (const tenant of this.#inPart) {
      if (!this.#jobs.some((job) => job.type === 'start' && job.tenant === tenant)) this.failed.add(tenant);
    }
  }

  #apply(event: object): void {
    this.state = apply(this.state, { at: new Date(this.#now).toISOString(), ...event } as RolloutEvent);
  }
}

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}
