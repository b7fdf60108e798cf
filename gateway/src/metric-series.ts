/** Label values of one series, `kind="query"`; empty for a series without labels. */
type Labels = string;

/** A number that grows; kept by who counts, so that counting is one addition. */
export interface Count {
  n: number;
}

/** A family of counts, one for each set of label values. */
export class Counter {
  readonly #counts = new Map<Labels, Count>();

  constructor(
    readonly name: string,
    readonly help: string,
    readonly most = MOST_SERIES,
  ) {}

  /** The count of these label values; that of `other` once there are too many. */
  of(labels: Record<string, string>): Count {
    const text = textOf(labels);
    const known = this.#counts.get(text);
    if (known) return known;
    if (this.#counts.size < this.most) return this.#begin(text);
    const other = textOf(Object.fromEntries(Object.keys(labels).map((name) => [name, 'other'])));
    return this.#counts.get(other) ?? this.#begin(other);
  }

  #begin(text: Labels): Count {
    const count = { n: 0 };
    this.#counts.set(text, count);
    return count;
  }

  text(): string {
    return family(
      this.name,
      'counter',
      this.help,
      [...this.#counts].map(([labels, { n }]) => sample(this.name, labels, n)),
    );
  }
}

/** Seconds, counted by how many they are. */
export class Timings {
  readonly #counts = new Float64Array(BUCKETS.length + 1);
  #sum = 0;

  observe(seconds: number): void {
    let bucket = 0;
    while (bucket < BUCKETS.length && seconds > (BUCKETS[bucket] as number)) bucket++;
    (this.#counts[bucket] as number)++;
    this.#sum += seconds;
  }

  samples(name: string, labels: Labels): string[] {
    const more = labels && `${labels},`;
    let count = 0;
    const buckets = [...this.#counts].map((n, at) => {
      count += n;
      return sample(`${name}_bucket`, `${more}le="${BUCKETS[at] ?? '+Inf'}"`, count);
    });
    return [...buckets, sample(`${name}_sum`, labels, this.#sum), sample(`${name}_count`, labels, count)];
  }
}

/** A family of timings, one for each set of label values. */
export class Histogram {
  readonly #timings = new Map<Labels, Timings>();

  constructor(
    readonly name: string,
    readonly help: string,
  ) {}

  of(labels: Record<string, string>): Timings {
    const text = textOf(labels);
    const timings = this.#timings.get(text) ?? new Timings();
    this.#timings.set(text, timings);
    return timings;
  }

  text(): string {
    return family(
      this.name,
      'histogram',
      this.help,
      [...this.#timings].flatMap(([labels, timings]) => timings.samples(this.name, labels)),
    );
  }
}

/** A family of values as they are now. */
export function gauge(
  name: string,
  help: string,
  values: readonly (readonly [Record<string, string>, number])[],
  type: 'gauge' | 'counter' = 'gauge',
): string {
  return family(
    name,
    type,
    help,
    values.map(([labels, value]) => sample(name, textOf(labels), value)),
  );
}

/** Whatever a label's value is taken from: it makes no more series than this. */
const MOST_SERIES = 64;
/** Upper ends, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const textOf = (labels: Record<string, string>): Labels =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[^\w.-]/g, '_')}"`)
    .join(',');

const sample = (name: string, labels: Labels, value: number): string =>
  `${name}${labels && `{${labels}}`} ${value}\n`;

const family = (name: string, type: string, help: string, samples: string[]): string =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.join('')}`;
