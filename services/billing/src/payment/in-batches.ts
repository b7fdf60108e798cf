import { isWeather } from '@lindungi/events';

interface Waiting<Item, Answer> {
  item: Item;
  answered: (answer: Answer) => void;
  failed: (error: unknown) => void;
}

/**
 * Work that comes in floods, done in batches: while one batch of a key is under way, all that comes meanwhile is
 * the next. So a commit is paid once for many, and who comes alone waits for nobody.
 *
 * A batch that fails is done again one by one, so that nobody fails for a neighbour's fault; unless it is the
 * database's bad day, which is everybody's.
 */
export class InBatches<Item, Answer> {
  private readonly lines = new Map<string, Waiting<Item, Answer>[]>();

  /**
   * @param work  the answers of these items of one key, in their order; all or nothing
   * @param most  items of one batch at most
   */
  constructor(
    private readonly work: (key: string, items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly most: number,
  ) {}

  /** Resolves when this item's batch is done. @throws what `work` throws of this very item */
  add(key: string, item: Item): Promise<Answer> {
    return new Promise((answered, failed) => {
      const line = this.lines.get(key);
      if (line) line.push({ item, answered, failed });
      else {
        const begun = [{ item, answered, failed }];
        this.lines.set(key, begun);
        void this.run(key, begun);
      }
    });
  }

  private async run(key: string, line: Waiting<Item, Answer>[]): Promise<void> {
    while (line.length > 0) await this.batch(key, line.splice(0, this.most));
    this.lines.delete(key);
  }

  private async batch(key: string, waiting: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work(
        key,
        waiting.map(({ item }) => item),
      );
      waiting.forEach(({ answered }, at) => {
        answered(answers[at]!);
      });
    } catch (error) {
      if (waiting.length === 1 || isWeather(error)) for (const { failed } of waiting) failed(error);
      else for (const one of waiting) await this.batch(key, [one]);
    }
  }
}
