/** Lets tasks of one process run one after the other, in the order they came. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  /** Runs a task when those before it are over, however they ended. */
  public take<Value>(task: () => Promise<Value>): Promise<Value> {
    const mine = this.last.then(task, task);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
