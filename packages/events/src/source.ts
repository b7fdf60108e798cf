import type { KeyObject } from 'node:crypto';
import { PASS_HEADER, PASS_SECONDS, signPass } from '@lindungi/tenancy';
import { z } from 'zod';
import { type Cursor, cursorText, readCursor } from './cursor';
import type { Look } from './told';

/** How long a source may hold its answer back, in ms, when it has nothing to tell. */
const WAIT_MS = 20_000;

const page = z.object({
  gap: z.boolean(),
  next: z.string(),
  told: z.array(
    z.object({
      eventId: z.uuid(),
      city: z.string(),
      name: z.string(),
      version: z.int(),
      body: z.unknown(),
      at: z.string(),
      cursor: z.object({ epoch: z.uuid(), xid: z.string().regex(/^\d{1,20}$/), id: z.int() }),
    }),
  ),
});

/** Another service, as one who tells. */
export class Source {
  constructor(
    readonly name: string,
    private readonly asking: { url: string; names: string[]; service: string; passKey: KeyObject },
  ) {}

  /**
   * What it has told behind `after`, or waits for it.
   *
   * @throws when it is down, slow, refuses our pass or speaks otherwise; ask again later
   */
  async next(after: Cursor | undefined, stop: AbortSignal): Promise<Look> {
    const url = new URL('/events', this.asking.url);
    url.searchParams.set('names', this.asking.names.join(','));
    url.searchParams.set('wait', String(WAIT_MS));
    if (after) url.searchParams.set('after', cursorText(after));

    const response = await fetch(url, {
      headers: { [PASS_HEADER]: this.#pass() },
      signal: AbortSignal.any([stop, AbortSignal.timeout(WAIT_MS + 10_000)]),
    });
    if (!response.ok) throw new Error(`${this.name} answered ${response.status}.`);
    const { gap, next, told } = page.parse(await response.json());
    return { gap, told, next: readCursor(next) };
  }

  #pass(): string {
    return signPass(
      this.asking.passKey,
      {
        kind: 'SERVICE',
        service: this.asking.service,
        city: '',
        subject: null,
        roles: [],
        area: null,
        language: 'id',
        exp: Math.floor(Date.now() / 1000) + PASS_SECONDS,
      },
      '',
    );
  }
}
